/** Filters and keys. Everything is on the page without it; it only hides what does not match. */
export const script = `
document.documentElement.classList.add('scripted');
const form = document.getElementById('filter');
const items = [...document.querySelectorAll('[data-text]')];
const apply = () => {
  const words = form.elements.words.value.toLowerCase();
  const kind = form.elements.kind.value;
  const operation = form.elements.operation.value;
  let shown = 0;
  for (const item of items) {
    const fits = item.dataset.text.includes(words) && (kind === '' || item.dataset.kind === kind) && (operation === '' || item.dataset.operation === operation);
    item.hidden = !fits;
    if (fits) shown += 1;
  }
  document.getElementById('shown').textContent = shown + ' of ' + items.length + ' shown';
};
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select');
  if (event.key === '/' && !typing) { event.preventDefault(); form.elements.words.focus(); }
  if (event.key === 'Escape' && typing) { form.reset(); apply(); typing.blur(); }
  if ((event.key === 'j' || event.key === 'k') && !typing) {
    const heads = items.filter((item) => !item.hidden).map((item) => item.querySelector('summary')).filter(Boolean);
    const at = heads.indexOf(document.activeElement);
    const next = heads[at + (event.key === 'j' ? 1 : -1)] ?? heads[0];
    if (next) next.focus();
  }
});
apply();
`;
