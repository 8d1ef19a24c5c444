import type { Answer } from '../../records/ask.ts';
import { send } from '../../records/ask.ts';
import { saveFile } from '../../records/save-file.ts';

export interface ExportedFile {
  readonly actId: string;
  readonly digest: string;
}

/** Requests a file from the server, and saves it with the browser. */
export async function exportFile(request: string, name: string): Promise<Answer<ExportedFile>> {
  const answer = await send(request, { method: 'POST' });
  if (answer.kind !== 'ok') return answer;
  const { headers } = answer.value;
  const type = headers.get('content-type') ?? 'application/octet-stream';
  saveFile(name, type, await answer.value.arrayBuffer());
  return {
    kind: 'ok',
    value: { actId: headers.get('postern-act') ?? '', digest: headers.get('postern-digest') ?? '' },
  };
}
