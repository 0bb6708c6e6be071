/** A line of a unit file: the section it is in, its key and its value. */
export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** The settings of a unit file in their order. A line that is none of them is an exception. */
export function readUnit(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let section = '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const heading = /^\[(\w+)\]$/.exec(line)?.[1];
    const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (heading !== undefined) section = heading;
    else if (key === undefined || value === undefined || section === '') throw new Error(`no line of a unit file: ${line}`);
    else settings.push({ section, key, value });
  }
  return settings;
}

export function valuesOf(unit: readonly Setting[], key: string): readonly string[] {
  return unit.filter((setting) => setting.key === key).map(({ value }) => value);
}
