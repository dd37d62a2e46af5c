/* oxlint-disable no-console -- what a block prints is shown below it */
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

/** The theme of VitePress, and the buttons that run a block. */
export default {
  extends: DefaultTheme,
  enhanceApp: () => {
    if (!import.meta.env.SSR) document.addEventListener('click', onClick);
  },
};

function onClick({ target }: MouseEvent): void {
  const button = target instanceof Element ? target.closest('.runnable > button') : null;
  if (button instanceof HTMLButtonElement) void run(button);
}

async function run(button: HTMLButtonElement): Promise<void> {
  const output = button.parentElement?.querySelector(':scope > pre');
  if (!(output instanceof HTMLElement)) return;
  const lines: string[] = [];
  const print = console.log;
  button.disabled = true;
  console.log = (...values) => lines.push(values.map(shown).join(' '));
  try {
    // Another address each time: a module runs once.
    await import(
      /* @vite-ignore */ `${import.meta.env.BASE_URL}scenarios/${button.parentElement?.dataset['block']}.js?${Date.now()}`
    );
  } catch (error) {
    lines.push(String(error));
  } finally {
    console.log = print;
    button.disabled = false;
  }
  output.textContent = lines.length === 0 ? 'It ran, and printed nothing.' : lines.join('\n');
  output.hidden = false;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
