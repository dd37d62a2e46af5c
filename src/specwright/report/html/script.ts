/** Filters, keys, and findings beyond the first few hundred. What is on the page reads without it. */
export const script = `
document.documentElement.classList.add('scripted');
const STEP = 200;
const list = document.getElementById('items');
const rest = JSON.parse(document.getElementById('rest')?.textContent ?? '[]');
const items = [...(list?.children ?? [])];
const total = items.length + rest.length;
const fields = document.getElementById('filter')?.elements;
const fits = (item) => {
  item.words ??= item.textContent.toLowerCase();
  return item.words.includes(fields.words.value.toLowerCase())
    && (fields.kind.value === '' || item.dataset.kind === fields.kind.value)
    && (fields.operation.value === '' || item.dataset.operation === fields.operation.value);
};
const draw = (count) => {
  const box = document.createElement('template');
  box.innerHTML = rest.splice(0, count).join('');
  items.push(...box.content.children);
};
let limit = STEP;
const apply = () => {
  const narrowed = fields.words.value !== '' || fields.kind.value !== '' || fields.operation.value !== '';
  if (narrowed) draw(rest.length);
  else draw(limit - items.length);
  const found = narrowed ? items.filter(fits) : items;
  const shown = new Set(found.slice(0, limit));
  for (const item of items) item.hidden = !shown.has(item);
  for (const item of shown) if (!item.isConnected) list.append(item);
  const count = narrowed ? found.length : total;
  document.getElementById('shown').textContent = (narrowed ? count + ' of ' : '') + total + (total === 1 ? ' finding' : ' findings') + (count > shown.size ? ', first ' + shown.size + ' shown' : '');
  const more = document.getElementById('more');
  if (more) more.hidden = count <= shown.size;
};
if (fields) {
  const form = document.getElementById('filter');
  form.addEventListener('input', () => { limit = STEP; apply(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('more')?.addEventListener('click', () => { limit += STEP; apply(); });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select');
    if (event.key === '/' && !typing) { event.preventDefault(); fields.words.focus(); }
    if (event.key === 'Escape' && typing) { form.reset(); limit = STEP; apply(); typing.blur(); }
    if ((event.key === 'j' || event.key === 'k') && !typing && !event.target.closest('button')) {
      const heads = [...list.querySelectorAll('details:not([hidden]) > summary')];
      const next = heads[heads.indexOf(document.activeElement) + (event.key === 'j' ? 1 : -1)] ?? heads[0];
      if (next) next.focus();
    }
  });
  apply();
}
const wide = () => {
  for (const note of document.querySelectorAll('.scrolls')) {
    const box = note.nextElementSibling;
    note.hidden = box.scrollWidth <= box.clientWidth;
  }
};
addEventListener('resize', wide);
document.addEventListener('toggle', wide, true);
wide();
`;
