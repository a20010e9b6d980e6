"use strict";
// Copies links and quotes of scenes, and hands them to the share sheet where there is one.
// Without JavaScript the buttons do not show; the link beside them is always there.
(() => {
  const address = (button) => new URL(button.dataset.path, location.href).href;

  const copied = async (text) => {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Only secure origins have a clipboard; a library on a home network may be none.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("the browser does not copy");
  };

  const tell = (done) => {
    const status = document.querySelector(".copied");
    if (!status) return;
    status.textContent = done ? status.dataset.done : status.dataset.failed;
    setTimeout(() => { status.textContent = ""; }, 4000);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-share]");
    if (!button) return;
    try {
      if ("share" in button.dataset) {
        await navigator.share({ title: button.dataset.share, url: address(button) });
        return;
      }
      const quote = button.dataset.copy;
      await copied(quote ? `${quote}\n${address(button)}` : address(button));
      tell(true);
    } catch (error) {
      if (error.name !== "AbortError") tell(false);
    }
  });

  if (navigator.share) document.documentElement.classList.add("shares");
})();
