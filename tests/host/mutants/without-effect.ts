/** What a damage to cannot be seen from outside, and why. Nothing else is left alone. */
const WITHOUT_EFFECT: readonly (readonly [file: RegExp, line: RegExp, reason: string])[] = [
  [/./, /^\s*(?:#.*|\/\/.*)?$/, 'it is a comment, or nothing'],
  [
    /systemd\/system/,
    /^\[\w+\]$/,
    'a section: systemd says so when its lines stand in another one, but that is no damage of one line',
  ],
  [/systemd\/system/, /^Description=/, 'a text for people'],
  [/systemd\/system/, /^(?:WantedBy|Alias)=/, 'only `systemctl enable` reads it, and the links are rendered'],
  [/lib\/say-passphrase$/, /^Bad\*\) exit /, 'only for a passphrase that is wrong, which no secret of the test is'],
  [/^\.canonry\//, /./, 'the record of what was written: canonry reads it, the machine does not'],
  [/systemd\/system/, /^AmbientCapabilities=/, 'there are none by default; it is said for readers'],
  [
    /systemd\/system/,
    /^KeyringMode=private$/,
    'services of the system have a keyring of their own by default; it is said for readers',
  ],
  [/homes\/[^/]+\/\.claude\//, /./, 'what a harness reads is for the tests of its target, against the real program'],
];

export function isWithoutEffect(file: string, line: string): boolean {
  return WITHOUT_EFFECT.some(([inFile, like]) => inFile.test(file) && like.test(line));
}
