// Fills the list of a field while somebody types; without it the list has the names that the server put there.
"use strict";
for (const input of document.querySelectorAll("input[data-complete]")) {
  let asked = 0;
  input.addEventListener("input", async () => {
    const typed = input.value.trim();
    if (typed.length < 2) return;
    const mine = ++asked;
    const address = new URLSearchParams({ type: input.dataset.complete, q: typed });
    const response = await fetch(`/complete?${address}`);
    if (!response.ok || mine !== asked) return;
    const names = await response.json();
    input.list.replaceChildren(...names.map(({ name, label }) => new Option(label, name)));
  });
}
