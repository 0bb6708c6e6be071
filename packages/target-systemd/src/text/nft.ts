import { oneLine } from './one-line.js';

/** A name of a chain or a counter. Behind the prefix, no name is a word of nft; names of agents have no underscore themselves. */
export function nftName(agent: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(agent)) throw new Error(`no name: ${JSON.stringify(agent)}`);
  return `agent_${agent.replaceAll('-', '_')}`;
}

/** A string in quotes: nft knows no escape, so there is none to make. */
export function nftString(text: string): string {
  if (oneLine(text).includes('"')) throw new Error(`a quote in a string of nft: ${JSON.stringify(text)}`);
  return `"${text}"`;
}

/** An address or a network. */
export function nftNetwork(text: string): string {
  if (!/^[0-9A-Fa-f:.]+(?:\/\d{1,3})?$/.test(text)) throw new Error(`no network: ${JSON.stringify(text)}`);
  return text;
}
