import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { encodeBase64Url } from '../../../contract/base64url.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { NEEDED_SIGNATURES } from '../../../contract/signed-document.ts';
import type { PolicyVersion } from '../../../privacy/answers/retention.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import { rich, t } from '../../languages/text.ts';
import { tell } from '../../records/ask.ts';
import { saveFile } from '../../records/save-file.ts';
import { mayAct } from '../../shell/session.ts';
import { Outcome } from '../parts/outcome.tsx';
import { readSignedFile, SIGNED_FILE_FAULTS } from '../state/read-signed-file.ts';
import { useAct } from '../state/use-act.ts';

export interface SignaturesProps {
  readonly version: PolicyVersion;
  /** Only the latest policy takes signatures. */
  readonly isOpen: boolean;
  readonly onSigned: () => void;
}

/** The signatures of a policy, and the way to sign it. The private key never enters this page. */
export function Signatures({ version, isOpen, onSigned }: SignaturesProps) {
  const { number, signatures, policy } = version;
  const isComplete = signatures.length >= NEEDED_SIGNATURES;
  return (
    <>
      <p class="badges">
        <Badge
          tone={isComplete ? 'good' : 'note'}
          icon={isComplete ? 'tick' : 'wait'}
          word={
            isComplete
              ? t('Signed')
              : t('{count} of {needed} signatures', { count: signatures.length, needed: NEEDED_SIGNATURES })
          }
        />
      </p>
      {signatures.length > 0 && (
        <ul class="plain-list">
          {signatures.map(({ person, publicKey, signedAt }) => (
            <li key={person}>
              {rich('{person}, {time}, key {key}', {
                person: <bdi>{person}</bdi>,
                time: dateAndTime(signedAt),
                key: <span class="digest">{publicKey.slice(0, 16)}…</span>,
              })}
            </li>
          ))}
        </ul>
      )}
      <Button
        label={t('Save for signing')}
        onPress={() => saveFile(`retention-${number}.json`, 'application/json', textOf(policy))}
      />
      {isOpen && mayAct('retention.sign') && <Bring version={version} onSigned={onSigned} />}
    </>
  );
}

/** As `postern-lane documents sign` takes it. */
function textOf(policy: PolicyVersion['policy']): string {
  return `${JSON.stringify(policy, null, 2)}\n`;
}

function Bring({ version, onSigned }: Omit<SignaturesProps, 'isOpen'>) {
  const { number, digest, policy, signatures } = version;
  const id = useId();
  const fault = useSignal('');
  const actor = useAct();
  const bring = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined) return;
    actor.reset();
    const bytes = encodeBase64Url(canonicalJson(policy));
    const read = await readSignedFile(
      file,
      bytes,
      signatures.map(({ publicKey }) => publicKey),
    );
    input.value = '';
    fault.value = read.kind === 'read' ? '' : SIGNED_FILE_FAULTS[read.kind];
    if (read.kind !== 'read') return;
    actor.act(
      () => tell(`/v1/privacy/retention/${number}/signatures`, { digest, ...read.signature }),
      signatures.length + 1 >= NEEDED_SIGNATURES
        ? t('Signed by two people. Lanes get the order.')
        : t('Your signature is stored. Another person must sign too.'),
      onSigned,
    );
  };
  return (
    <details class="bring">
      <summary>{t('Add your signature')}</summary>
      <ol class="steps">
        <li>{t('Save the policy, and read it on the machine that holds your key.')}</li>
        <li>
          {rich('There: {command}', {
            command: (
              <code class="digest">
                {`postern-lane documents sign retention-policy retention-${number}.json your-key.pem signed.json`}
              </code>
            ),
          })}
        </li>
        <li>{t('Choose the file that the command wrote. Your key stays on that machine.')}</li>
      </ol>
      <div class="field">
        <label for={id}>{t('Signed file')}</label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          aria-describedby={`${id}-fault`}
          onChange={(event) => void bring(event.currentTarget)}
        />
        <p id={`${id}-fault`} role="status">
          {fault.value}
        </p>
      </div>
      <Outcome actor={actor} />
    </details>
  );
}
