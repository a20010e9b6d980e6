"use strict";
// Plays scenes. A video that browsers open plays as it is; any other comes as a stream that the
// server makes from a second on, which is fed to the video by Media Source Extensions, so that it
// can be sought through like a file. Where a browser has none, the stream is the video's source.
(() => {
  const AHEAD = 40; // seconds that are fetched before they are needed
  const LEAST = 15; // seconds left when more is fetched
  const BEHIND = 60; // seconds kept of what was seen
  const NEAR = 1; // seconds: a start as near as this is the place that was asked for
  const SPEED = "jangmyeon-speed";
  const Source = window.ManagedMediaSource || window.MediaSource;
  const players = new Map(); // by their section

  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const once = (target, name) => new Promise((done) => target.addEventListener(name, done, { once: true }));

  // A video whose source is a stream of the server's, from wherever it is sought to.
  class Feed {
    constructor(video, address, type, duration, trouble) {
      Object.assign(this, { video, address, duration, trouble, turn: null, from: 0 });
      this.source = new Source();
      video.disableRemotePlayback = true; // else Safari lends no managed source
      video.querySelectorAll("source").forEach((each) => each.remove());
      video.src = URL.createObjectURL(this.source);
      this.opened = once(this.source, "sourceopen").then(() => {
        URL.revokeObjectURL(video.src);
        this.buffer = this.source.addSourceBuffer(type);
        this.source.duration = duration;
      });
      for (const name of ["seeking", "timeupdate", "waiting", "play"]) {
        video.addEventListener(name, () => this.look(name === "seeking"));
      }
    }

    // Fetch what is missing where the video stands.
    async look(sought) {
      await this.opened;
      if (sought) {
        clearTimeout(this.later);
        this.later = setTimeout(() => this.look(false), 150); // until the handle is let go
        return;
      }
      const at = Math.min(this.video.currentTime, this.duration - NEAR / 2);
      const end = this.end(at);
      if (end !== null) {
        if (!this.turn && end - at < LEAST && end < this.duration - NEAR) this.fetch(end);
        return;
      }
      if (!this.turn || at < this.from || at > this.reached + NEAR) this.fetch(at);
    }

    async fetch(at) {
      this.stop();
      const turn = (this.turn = new AbortController());
      this.from = this.reached = at;
      try {
        const answer = await fetch(`${this.address}?start=${at.toFixed(3)}`, { signal: turn.signal });
        if (!answer.ok) throw new Error(answer.status === 503 ? "busy" : "broken");
        await this.settled();
        if (turn.signal.aborted) return;
        if (this.source.readyState === "open") this.buffer.abort();
        this.begins = this.buffer.timestampOffset = Number(answer.headers.get("X-Start"));
        await this.take(answer.body.getReader(), turn.signal);
      } catch (error) {
        if (turn.signal.aborted) return;
        if (this.reached - at < NEAR) this.trouble(error.message === "busy" ? "busy" : "broken");
      } finally {
        if (this.turn === turn) this.turn = null;
      }
    }

    async take(reader, signal) {
      for (;;) {
        const { done, value } = await reader.read();
        if (signal.aborted) return;
        if (done) break;
        await this.room(signal);
        if (signal.aborted) return;
        await this.append(value);
        this.note();
      }
      if (this.reached > this.duration - 2 * NEAR) this.source.endOfStream();
      else if (this.reached - this.from < NEAR) throw new Error("broken");
    }

    // How far it has come. Where nothing shows before a later second, that is where to go on.
    note() {
      const part = this.ranges().find(([start, end]) => end > this.from && start < this.begins + NEAR);
      if (!part) return;
      this.reached = Math.max(this.reached, part[1]);
      const at = this.video.currentTime;
      if (at >= this.from - NEAR && at < part[0] - 0.05) this.video.currentTime = part[0] + 0.01;
    }

    async append(piece) {
      for (let tries = 0; ; tries += 1) {
        try {
          this.buffer.appendBuffer(piece);
          await this.settled();
          return;
        } catch (error) {
          if (error.name !== "QuotaExceededError" || tries > 20) throw error;
          await this.forget(5);
          await pause(500);
        }
      }
    }

    // Wait until more is of use, and let go of what was seen.
    async room(signal) {
      const ahead = () => (this.end(this.video.currentTime) ?? 0) - this.video.currentTime;
      while (ahead() > AHEAD && !signal.aborted) {
        if (!this.video.isConnected) this.stop();
        await pause(500);
      }
      await this.forget(BEHIND);
    }

    async forget(behind) {
      const until = this.video.currentTime - behind;
      const [first] = this.ranges();
      if (first && until - first[0] > behind / 2) {
        this.buffer.remove(0, until);
        await this.settled();
      }
    }

    async settled() {
      if (this.buffer.updating) await once(this.buffer, "updateend");
    }

    ranges() {
      const held = this.buffer.buffered;
      return Array.from({ length: held.length }, (_, each) => [held.start(each), held.end(each)]);
    }

    // Where the part ends that holds a second; null where none does.
    end(at) {
      const part = this.ranges().find(([start, end]) => start <= at + 0.05 && at < end);
      return part ? part[1] : null;
    }

    stop() {
      this.turn?.abort();
      this.turn = null;
    }

    get zero() {
      return 0;
    }

    seek(at) {
      this.video.currentTime = at;
    }
  }

  // The stream as the video's own source: to seek is to begin anew.
  class Plain {
    constructor(video, address) {
      Object.assign(this, { video, address, zero: 0 });
      this.tracks = [...video.querySelectorAll("track")];
    }

    async seek(at) {
      const address = `${this.address}?start=${at.toFixed(3)}`;
      const playing = !this.video.paused;
      const answer = await fetch(address, { method: "HEAD" });
      this.zero = Number(answer.headers.get("X-Start")) || 0;
      for (const track of this.tracks) track.src = `${track.src.split("?")[0]}?start=${at.toFixed(3)}`;
      this.video.src = address;
      if (playing) this.video.play();
    }

    stop() {}
  }

  // A file that the browser seeks in by itself.
  class File {
    constructor(video) {
      Object.assign(this, { video, zero: 0 });
    }

    async seek(at) {
      if (!this.video.readyState) {
        this.video.preload = "metadata";
        if (this.video.networkState !== this.video.NETWORK_LOADING) this.video.load();
        await once(this.video, "loadedmetadata");
      }
      this.video.currentTime = at;
    }

    stop() {}
  }

  class Player {
    constructor(section) {
      this.section = section;
      this.video = section.querySelector("video");
      this.start = Number(section.dataset.start);
      this.end = Number(section.dataset.end);
      this.until = null;
      this.status = section.querySelector("[data-told]");
      this.speed = section.querySelector("[data-speed]");
      this.stream = section.dataset.player === "remux";
      this.way = this.stream ? null : new File(this.video);
      this.video.controls = false; // until it plays
      section.addEventListener("click", (event) => {
        const button = event.target.closest("[data-play]");
        if (button) this.play(this.start, button.dataset.play === "scene" ? this.end : 0);
      });
      this.speed.value = kept() || "1";
      this.speed.addEventListener("change", () => this.hasten());
      this.video.addEventListener("play", () => this.begin());
      this.video.addEventListener("timeupdate", () => this.pass());
      this.video.addEventListener("error", () => this.fail());
      const sources = this.video.querySelectorAll("source");
      sources[sources.length - 1]?.addEventListener("error", () => this.fail());
      if ("perhaps" in section.dataset && !this.video.canPlayType(this.video.dataset.type)) this.fail();
    }

    get time() {
      return (this.way?.zero ?? 0) + this.video.currentTime;
    }

    // How a stream is played; decided when it is first wanted, since it opens the file.
    ready() {
      if (this.way) return;
      const { type, duration } = this.video.dataset;
      const address = this.section.querySelector("source").src.split("?")[0];
      if (Source?.isTypeSupported(type) && Number(duration) > 0) {
        for (const track of this.video.querySelectorAll("track")) track.src = track.src.split("?")[0];
        this.way = new Feed(this.video, address, type, Number(duration), (what) => this.tell(what));
      } else {
        this.way = new Plain(this.video, address);
      }
    }

    async play(from, until) {
      this.ready();
      this.begin();
      this.until = null;
      const sought = this.way.seek(from);
      const plays = this.video.play(); // at once, while the browser knows that somebody clicked
      plays?.catch(() => {});
      await sought;
      this.until = until > from ? until : null;
      if (this.video.paused) this.video.play().catch(() => {});
    }

    begin() {
      if (!this.way) this.play(this.start, 0);
      this.section.classList.add("begun");
      this.video.controls = true;
      this.status.textContent = "";
      this.hasten();
    }

    hasten() {
      this.video.playbackRate = Number(this.speed.value);
      keep(this.speed.value);
    }

    pass() {
      const at = this.time;
      if (this.until !== null && (at < this.start - NEAR || at > this.until + 3 * NEAR)) this.until = null;
      if (this.until !== null && at >= this.until) {
        this.until = null;
        this.video.pause();
        this.status.textContent = this.status.dataset.told;
      }
      follow(at);
    }

    fail() {
      this.tell("perhaps" in this.section.dataset ? "perhaps" : "broken");
    }

    tell(what) {
      for (const each of this.section.querySelectorAll("[data-trouble]")) {
        each.hidden = each.dataset.trouble !== what;
      }
      if (what === "perhaps") this.section.classList.add("unknown");
      if (what !== "busy") for (const each of this.section.querySelectorAll("details")) each.open = true;
    }
  }

  // Marks the line of the page that sounds now.
  function follow(at) {
    let found = null;
    for (const each of document.querySelectorAll("[data-seek]")) {
      const begins = Number(each.dataset.seek);
      if (begins <= at + 0.1 && (!found || begins >= Number(found.dataset.seek))) found = each;
    }
    for (const each of document.querySelectorAll("[data-seek].sounding")) {
      if (each !== found) each.classList.remove("sounding");
    }
    found?.classList.add("sounding");
  }

  function kept() {
    try {
      return sessionStorage.getItem(SPEED);
    } catch {
      return null;
    }
  }

  function keep(speed) {
    try {
      sessionStorage.setItem(SPEED, speed);
    } catch {
      // it is asked for again on the next page
    }
  }

  function find() {
    for (const [section, player] of players) {
      if (!section.isConnected) {
        player.way?.stop();
        players.delete(section);
      }
    }
    for (const section of document.querySelectorAll("[data-player]")) {
      if (!players.has(section) && section.querySelector("video")) players.set(section, new Player(section));
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-seek]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const [player] = players.values();
    if (!link || !plain || !player?.section.isConnected) return;
    event.preventDefault();
    player.play(Number(link.dataset.seek), 0);
    player.section.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("htmx:load", find);
  document.addEventListener("htmx:afterSwap", find);
  window.addEventListener("pagehide", () => players.forEach((player) => player.way?.stop()));
  find();
})();
