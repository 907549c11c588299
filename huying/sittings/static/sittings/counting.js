// Says how many boxes of a long list are ticked. Without it the list works the same.
for (const list of document.querySelectorAll("[data-counted]")) {
  const said = list.querySelector("[data-count]");
  const tell = () => { said.textContent = list.querySelectorAll("input:checked").length; };
  list.addEventListener("change", tell);
  said.parentElement.hidden = false;
  tell();
}
