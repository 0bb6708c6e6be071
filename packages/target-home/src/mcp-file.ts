import { prettyJson, type Account, type FileOutput, type JsonValue, type McpServer } from '@canonry/core';
import { homeFile } from './home-file.js';

/** Also without servers: what stood there before is gone then. */
export function mcpFile({ mcpServers }: Account): FileOutput {
  const servers = new Map(mcpServers.map((server) => [server.name, serverValue(server)]));
  const text = prettyJson(new Map([['mcpServers', servers]]), { unit: '  ', lineEnd: '\n' });
  return homeFile('.mcp.json', `${text}\n`);
}

function serverValue(server: McpServer): JsonValue {
  if (server.kind === 'command')
    return new Map<string, JsonValue>([
      ['command', server.command],
      ['args', server.args],
    ]);
  return new Map([
    ['type', 'http'],
    ['url', server.url],
  ]);
}
