// Says how many boxes of a long list are ticked, and opens the headings under which a search finds somebody.
// Without it the list works the same.
for (const list of document.querySelectorAll("[data-counted]")) {
  const said = list.querySelector("[data-count]");
  const tell = () => { said.textContent = list.querySelectorAll("input:checked").length; };
  const unfold = (typed) => {
    for (const part of list.querySelectorAll("details")) {
      part.hidden = !part.querySelector(".boxes-of > div:not([hidden])");
      part.open = typed ? !part.hidden : Boolean(part.querySelector("input:checked"));
    }
  };
  list.addEventListener("change", tell);
  document.addEventListener("input", (event) => {
    if (event.target === list.previousElementSibling) setTimeout(() => unfold(event.target.value.trim()));
  }, true);
  said.parentElement.hidden = false;
  tell();
}
