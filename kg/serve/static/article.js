"use strict";
/* Shows the facts of the sentence that one chooses. Without this script, all of them stand below. */
(() => {
  const panel = document.getElementById("facts");
  const hint = panel.querySelector(".hint");
  document.documentElement.classList.add("script");

  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = panel.dataset.close;
  close.addEventListener("click", () => choose(null));
  panel.prepend(close);

  const choose = (sentence) => {
    document.querySelectorAll(".chosen").forEach((e) => e.classList.remove("chosen"));
    const facts = sentence && document.getElementById(`facts-${sentence.id.slice(1)}`);
    panel.classList.toggle("open", Boolean(facts));
    hint.hidden = Boolean(facts);
    if (!facts) return null;
    sentence.classList.add("chosen");
    facts.classList.add("chosen");
    // On a phone the facts cover the lower half of the window.
    if (sentence.getBoundingClientRect().bottom > panel.getBoundingClientRect().top
      && getComputedStyle(panel).position === "fixed") sentence.scrollIntoView();
    return facts;
  };

  document.querySelectorAll(".told").forEach((sentence) => {
    sentence.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && !link.classList.contains("count")) return;
      event.preventDefault();
      const facts = choose(sentence);
      if (link && facts) facts.focus({ preventScroll: true });
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const chosen = document.querySelector(".sentence.chosen .count");
    choose(null);
    if (chosen) chosen.focus();
  });

  const sought = document.getElementById("at");
  if (sought) choose(sought.closest(".told"));
})();
