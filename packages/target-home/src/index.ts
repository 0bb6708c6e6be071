import type { HostTarget } from '@canonry/core';
import { OWNS } from './places.js';
import { render } from './render.js';

export { homePaths } from './home-paths.js';

/** The homes of a host's accounts, as root keeps them: what is bound into units, and copied for logins. */
export const home: HostTarget = { name: 'home', owns: [OWNS], render };
