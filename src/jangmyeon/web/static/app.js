// Search by keyboard, recent searches, and selects that send their form. Everything works without.
"use strict";

(() => {
  document.documentElement.classList.add("js");

  const RECENT = "jangmyeon.recent";
  const MOST = 8;
  const typing = (target) => target.closest("input, textarea, select, video, [contenteditable]");
  const items = () => [...document.querySelectorAll("[data-item]")];

  // Lists: j, k and the arrows walk, Enter opens.
  function walk(step) {
    const all = items();
    if (!all.length) return;
    const now = all.findIndex((item) => item.contains(document.activeElement));
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step;
    if (next < 0) return document.getElementById("q")?.focus();
    const link = all[Math.min(next, all.length - 1)].querySelector("a[href]");
    link?.focus({ preventScroll: true });
    link?.closest("[data-item]").scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const box = document.getElementById("q");
    if (event.target === box) {
      if (event.key === "ArrowDown" && items().length) { event.preventDefault(); walk(1); }
      if (event.key === "Escape") box.blur();
      return;
    }
    if (typing(event.target)) return;
    if (event.target.closest("[role=tablist], [role=slider], summary") && event.key !== "/") return;
    if (event.key === "/" && box) { event.preventDefault(); box.focus(); box.select(); return; }
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const arrow = event.key.startsWith("Arrow");
    const within = event.target.closest("[data-item]");
    if (step && items().length && (!arrow || within)) { event.preventDefault(); walk(step); }
  });

  // A box that is emptied at home brings the shelf back.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const box = document.getElementById("q");
    if (event.target !== box || box.value.trim() || !document.getElementById("answers")) return;
    event.preventDefault();
    const part = { target: "#answers", select: "#answers", swap: "outerHTML" };
    window.htmx.ajax("GET", "/", part).then(() => history.replaceState(history.state, "", "/"));
  });

  // Recent searches stay in this browser.
  function recent() {
    try { return JSON.parse(localStorage.getItem(RECENT)) || []; } catch { return []; }
  }
  function keep(words) {
    try { localStorage.setItem(RECENT, JSON.stringify(words)); } catch { /* a private window */ }
  }
  function remember(query) {
    const told = query.trim();
    if (told) keep([told, ...recent().filter((each) => each !== told)].slice(0, MOST));
  }
  function show() {
    const place = document.getElementById("recent");
    if (!place) return;
    const list = place.querySelector("ul");
    list.replaceChildren(...recent().map((query) => {
      const link = document.createElement("a");
      link.href = "/find?" + new URLSearchParams({ q: query });
      link.textContent = query;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    place.hidden = !list.children.length;
  }

  document.addEventListener("submit", (event) => {
    const box = event.target.querySelector("input[type=search][name=q]");
    if (box) remember(box.value);
  });
  document.addEventListener("click", (event) => {
    const box = document.getElementById("q");
    if (box && event.target.closest(".answers a")) remember(box.value);
    if (event.target.closest("#recent button")) { keep([]); show(); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  document.addEventListener("DOMContentLoaded", show);
})();
