import type { HostTarget } from '@canonry/core';
import { OWNS } from './places.js';
import { render } from './render/render.js';

export { secretPlacesOf, type SecretPlace } from './secrets.js';

/** Users, units, egress, audit and limits of a host's accounts, for systemd 252 and later. */
export const systemd: HostTarget = { name: 'systemd', owns: OWNS, render };
