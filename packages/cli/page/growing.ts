import { element } from './element.js';

/** So many are made at once: what nobody looks at costs nothing, however many agents there are. */
const PORTION = 50;

interface Growing {
  /** Begins again, with the first portion of these. */
  readonly show: (makers: readonly (() => Node)[]) => void;
  /** Makes all that is left, as for printing. */
  readonly finish: () => void;
}

/** Fills a container a portion at a time; the button behind it brings the next one. */
export function growing(container: HTMLElement, after: HTMLElement): Growing {
  let waiting: (() => Node)[] = [];
  const button = element('button', { type: 'button', class: 'more' });
  const grow = (portion: number): void => {
    container.append(...waiting.splice(0, portion).map((make) => make()));
    button.hidden = waiting.length === 0;
    button.textContent = `Show ${Math.min(PORTION, waiting.length)} more of ${waiting.length}`;
  };
  button.addEventListener('click', () => {
    const first = container.children.length;
    grow(PORTION);
    // Who went here with the keyboard goes on in what is new.
    container.children[first]?.querySelector<HTMLElement>('button')?.focus();
  });
  after.append(button);
  return {
    show: (makers) => {
      container.replaceChildren();
      waiting = [...makers];
      grow(PORTION);
    },
    finish: () => grow(waiting.length),
  };
}
