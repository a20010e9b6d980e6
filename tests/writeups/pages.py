"""Write-ups to read, written for these tests."""

from __future__ import annotations

COPIED = """\
7 Rainy Scenes We Rewatch

Tak Woo-ram and Nam Yi-kang in Last Ferry from Sorado

By Moon Sae-byeok | May 3, 2024

Nothing says love like a man without an umbrella, and the writers of our favorite dramas know it. \
Here are the ones that we keep going back to, whatever the weather does.

1. The umbrella on the pier

Nam Yi-kang in the rain

Shim Ga-eun waits on the pier until the last ferry has gone, and only then does he come running \
with the umbrella that he never opened in three years.

2. The phone booth

He calls her from the only phone booth of the island and says that he is already in Seoul, while \
she can see him from her window.

Photo credit: the ferry company

  1. You forgot the kiss at the lighthouse!

  2. I cried at the phone booth, and then I cried again on the bus.

Leave a Reply
"""

BLOG = """\
<!DOCTYPE html>
<html lang="en-US">
<head><meta charset="UTF-8"><title>7 Rainy Scenes We Rewatch &#8211; Drama Kettle</title>
<meta name="author" content="Moon Sae-byeok">
<meta property="article:published_time" content="2024-05-03T08:00:00+00:00">
<script>var x = "<p>not text</p>";</script><style>.a{color:red}</style></head>
<body class="single has-comments comments-open">
<header><nav id="menu"><ul><li><a href="/">Home</a></li><li><a href="#c">2 Comments</a></li></ul>
</nav></header>
<div id="content"><main><article class="post">
<h1 class="entry-title">7 Rainy Scenes We Rewatch</h1>
<p><em>Warning: this list contains spoilers for every drama on&nbsp;it.</em></p>
<p>Nothing says &ldquo;I love you&rdquo; like a man without an umbrella, and the writers of our
favorite dramas know it. Here are the ones that we keep going back to.</p>
<figure><img src="a_files/1.jpg" alt="rain">
<figcaption>Tak Woo-ram, in the rain</figcaption></figure>
<p><strong>1. The umbrella on the pier</strong></p>
<p>Shim Ga&#45;eun (<a href="/x">Nam Yi-kang</a>) waits on the pier until the <b>last
   ferry</b> has gone, and only then does Jung&shy;-hoon come running with his umbrella.</p>
<blockquote><p>&#8220;Umbrellas are supposed to get wet, you idiot.&#8221;</p></blockquote>
<h3>2. The phone booth &amp; the lie</h3>
<p>He calls her from the only phone booth of the island and says that he is in Seoul.<br><br>
She can see him from her window, and she lets him talk for four whole minutes.</p>
<ol start="3"><li>The bus stop: they share one earphone and nobody says a word.</li>
<li>The roof: the laundry of her grandmother gets wet and nobody cares.</li></ol>
<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Twitter</a></li></ul></div>
</article>
<div id="comments"><h2>2 thoughts on &ldquo;7 Rainy Scenes We Rewatch&rdquo;</h2>
<ol class="comment-list"><li class="comment"><footer class="comment-meta">
<a href="/u">haenyeo87</a> says: <time>May 4, 2024 at 9:12 am</time></footer>
<p>You forgot the kiss at the lighthouse, when he finally shuts up!</p>
<div class="reply"><a href="#">Reply</a></div></li>
<li class="comment"><p>우산 장면에서 펑펑 울었어요</p></li></ol>
<div id="respond"><h3>Leave a Reply</h3><form><p>Your email will not be published.</p></form></div>
</div></main>
<aside class="sidebar"><h2>Recent Posts</h2><ul><li><a href="/1">The umbrella on the pier: a recap
of the episode that made us cry into our noodles again</a></li></ul></aside></div>
<footer><p>&copy; 2024 Drama Kettle. All rights reserved by the kettle people.</p></footer>
</body></html>
"""

KOREAN_BLOG = """\
<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr">
<title>비 오는 날 다시 보는 장면 :: 찻주전자</title></head><body>
<div id="header"><h1><a href="/">찻주전자</a></h1></div>
<div class="article"><h2>비 오는 날 다시 보는 장면</h2>
<font size=3>※ 스포일러 주의! 결말이 나옵니다.<br><br>
심가은은 마지막 배가 떠난 뒤에도 부두에 서 있었다. 류정훈은 우산을 들고 달려온다.<br><br>
<b>1. 부두의 우산</b><br>
"우산은 원래 젖으라고 있는 거야." 이 대사 하나로 끝났다. 보는 내내 울었다.</font>
</div><div class="commentList"><ol><li>저도 이 장면 정말 좋아해요</li></ol></div></body></html>
"""

MARKDOWN = """\
---
title: "Seven rainy scenes"
author: Moon Sae-byeok
date: 2024-05-03
---
# Seven *rainy* scenes

Spoiler-free, and written in
one rainy night.

## 1. The umbrella

Shim Ga-eun ([Nam Yi-kang](https://example.org/Nam)) &amp; **Jung-hoon** wait \\* there.

![Nam Yi-kang in the rain](rain.jpg)

> Umbrellas are supposed
> to get wet.

3. The bus stop
4. The roof
"""
