import { useSignal } from '@preact/signals';
import { Button } from '../design/button.tsx';
import type { ProofVerdict } from '../../records/ledger/verify/proof-verdict.ts';
import { Verdict } from '../verify/verdict.tsx';
import type { LedgerEntryProof } from '../../records/ledger/answers.ts';
import { t } from '../languages/text.ts';
import { type Answer, ask, askText } from './ask.ts';
import { saveFile } from './save-file.ts';

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'judged'; readonly verdict: ProofVerdict; readonly file: string }
  | { readonly kind: 'not-there'; readonly words: string };

export interface ProofProps {
  /** The name of the entry on the button: `the permission`. */
  readonly what: string;
  /** The subject of the entry in the ledger (`grant/…`), or its index. */
  readonly of: { readonly subject: string } | { readonly index: number };
}

/** Gets the proof of one entry and verifies it here, in the page. */
export function Proof({ what, of }: ProofProps) {
  const state = useSignal<State>({ kind: 'closed' });
  const verify = async (): Promise<void> => {
    state.value = { kind: 'asking' };
    const [proof, policy] = await Promise.all([askProof(of), askText('/ledger/policy')]);
    if (proof.kind !== 'ok' || policy.kind !== 'ok') {
      const failed = proof.kind === 'ok' ? policy : proof;
      state.value = {
        kind: 'not-there',
        words: failed.kind === 'refused' ? wordsOf(failed.code) : t('The server does not answer. Try again.'),
      };
      return;
    }
    const { judgeProofFile } = await import('../verify/judge.ts');
    const { file, entry } = proof.value;
    const bytes = entry === undefined ? undefined : Uint8Array.from(atob(entry), (one) => one.charCodeAt(0));
    const verdict = judgeProofFile({ proof: file, policy: policy.value, entry: bytes });
    state.value = { kind: 'judged', verdict, file };
  };
  const { value } = state;
  return (
    <div class="proof">
      <div class="choices">
        <Button label={t('Verify {what}', { what })} onPress={() => void verify()} />
        {value.kind === 'judged' && (
          <>
            <Button
              label={t('Save the proof file')}
              onPress={() => saveFile(`${nameOf(of)}.tlog-proof`, 'text/plain', value.file)}
            />
            <a href="/verify" target="_blank" rel="noreferrer">
              {t('Verify elsewhere')}
            </a>
          </>
        )}
      </div>
      <div role="status">
        {value.kind === 'asking' && <p class="quiet">{t('Getting the proof…')}</p>}
        {value.kind === 'not-there' && <p class="quiet">{value.words}</p>}
        {value.kind === 'judged' && <Verdict verdict={value.verdict} policyOfServer />}
      </div>
    </div>
  );
}

async function askProof(of: ProofProps['of']): Promise<Answer<{ readonly file: string; readonly entry?: string }>> {
  if ('index' in of) return ask<LedgerEntryProof>(`/v1/ledger/entries/${of.index}/proof`);
  const answer = await askText(`/v1/ledger/proof?subject=${encodeURIComponent(of.subject)}`);
  return answer.kind === 'ok' ? { kind: 'ok', value: { file: answer.value } } : answer;
}

function nameOf(of: ProofProps['of']): string {
  return 'index' in of ? `entry-${of.index}` : of.subject.replace('/', '-');
}

function wordsOf(code: string): string {
  if (code === 'not-published') {
    return t('The entry is in the log, but not in a published head yet. Try again in a few seconds.');
  }
  if (code === 'not-found') return t('The ledger has no entry for this. If there should be one, tell the auditor.');
  return t('The server could not give the proof ({code}).', { code });
}
