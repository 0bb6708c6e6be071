import {
  filesAlone,
  type FileOutput,
  type LinkOutput,
  type Rendered,
  type RenderedTarget,
  type SourcePlace,
} from '@canonry/core';

/** What is rendered as whole files, also where a harness shares one with people: nobody else writes here. */
export function wholeFiles(rendered: readonly RenderedTarget[]): Rendered {
  const outputs = rendered.flatMap((one) => one.outputs);
  const { files, findings } = filesAlone(rendered, asItIs);
  const sources = new Map(
    outputs.flatMap(({ path, source }): [string, SourcePlace][] => (source === undefined ? [] : [[path, source]])),
  );
  const whole = [...files].map(([path, { bytes, executable }]): FileOutput => {
    const source = sources.get(path);
    return { kind: 'file', path, ...(source === undefined ? {} : { source }), bytes, executable };
  });
  const links = new Map(
    outputs.flatMap((one): [string, LinkOutput][] => (one.kind === 'link' ? [[one.path, one]] : [])),
  );
  return { outputs: [...whole, ...links.values()], findings };
}

/** Where nothing is known yet, nothing has to be known again: a text stands for itself. */
function asItIs(data: string | Uint8Array): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}
