type Child = Node | string;
type Attributes = Readonly<Record<string, string>>;

/** An element with attributes and children. Texts stay texts: nothing in this page is made of markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The element with this id, which the body of the page has. */
export function byId(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`#${id}`);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** A table whose roles hold also where a small screen shows it as blocks. */
export function table(caption: string, heads: readonly string[], rows: readonly HTMLElement[]): HTMLTableElement {
  const columns = heads.map((head) => element('th', { scope: 'col', role: 'columnheader' }, head));
  return element(
    'table',
    { role: 'table' },
    element('caption', {}, caption),
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...columns)),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
}

/** A row that begins with what it is about. */
export function row(head: Child, cells: readonly (readonly Child[])[]): HTMLTableRowElement {
  return element(
    'tr',
    { role: 'row' },
    element('th', { scope: 'row', role: 'rowheader' }, head),
    ...cells.map((cell) => element('td', { role: 'cell' }, ...cell)),
  );
}
