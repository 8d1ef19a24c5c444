import { codedError } from '../../../hardware/host/coded-error.ts';
import type { PartnerAnswer } from './partner-client.ts';

/** An answer of the server other than success, with its code and the first fault. */
export class ServerRefused extends codedError<string>('ServerRefused') {
  readonly place: string | undefined;
  readonly reason: string | undefined;

  private constructor(code: string, fault: { readonly path: string; readonly message: string } | undefined) {
    super(code, fault === undefined ? code : `${code}: ${fault.path}: ${fault.message}`);
    this.place = fault?.path;
    this.reason = fault?.message;
  }

  static of({ status, body }: Pick<PartnerAnswer, 'status' | 'body'>): ServerRefused {
    const problem = problemIn(body);
    return new ServerRefused(problem?.error?.code ?? `status-${status}`, problem?.error?.faults?.[0]);
  }
}

interface ProblemBody {
  readonly error?: { readonly code?: string; readonly faults?: readonly { path: string; message: string }[] };
}

function problemIn(body: Uint8Array): ProblemBody | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as ProblemBody;
  } catch {
    return undefined;
  }
}
