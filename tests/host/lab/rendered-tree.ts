export function renderedTree(): string {
  return process.env['HOST_TREE'] ?? '';
}
