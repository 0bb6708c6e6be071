import { byId, element } from './element.js';

/** Opens the one dialog of the page. Escape closes it, and the focus goes back to where it was. */
export function openDialog(title: string, ...content: readonly Node[]): void {
  const dialog = byId('detail');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const close = element('button', { type: 'button', class: 'close' }, 'Close');
  close.addEventListener('click', () => dialog.close());
  const head = element('header', {}, element('h2', { id: 'detail-title' }, title), close);
  dialog.replaceChildren(head, ...content);
  dialog.showModal();
  dialog.scrollTop = 0;
}
