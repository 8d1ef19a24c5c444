import { useSignal } from '@preact/signals';
import type { RetentionPolicy } from '../../../contract/retention.ts';
import type { RetentionView } from '../../../privacy/answers/retention.ts';
import { Button } from '../../design/button.tsx';
import { t } from '../../languages/text.ts';
import { draftAfter, firstDraft, POLICY_FILE_FAULTS, readPolicyFile } from '../state/policy-draft.ts';

export interface DraftStart {
  readonly draft: RetentionPolicy;
  /** The policy that it starts from; `undefined` for a first policy without one. */
  readonly from: RetentionPolicy | undefined;
}

interface RetentionStartProps {
  readonly view: RetentionView;
  readonly onStart: (start: DraftStart) => void;
}

/** Starts a draft from the latest approved policy, or from the file of the policy that lanes were set up with. */
export function RetentionStart({ view, onStart }: RetentionStartProps) {
  const latest = view.versions[0]?.policy as RetentionPolicy | undefined;
  const nowMs = Math.round(view.serverTime);
  if (latest !== undefined) {
    return (
      <>
        <p class="quiet">
          {t('The draft starts with the terms of policy {number}. You see each difference before you propose it.', {
            number: String(latest.number),
          })}
        </p>
        <Button
          label={t('Draft the next policy')}
          onPress={() => onStart({ draft: draftAfter(latest, nowMs), from: latest })}
        />
      </>
    );
  }
  return (
    <>
      <p class="quiet">
        {t(
          'Lanes run the policy that they were set up with. The server has its digest and not its text. Choose its file to start from its terms.',
        )}
      </p>
      <FromFile view={view} onStart={onStart} />
      <p>
        <Button
          label={t('Draft the first policy')}
          onPress={() => onStart({ draft: firstDraft(nowMs), from: undefined })}
        />
      </p>
    </>
  );
}

function FromFile({ view, onStart }: RetentionStartProps) {
  const word = useSignal('');
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file === undefined) return;
    const given = await readPolicyFile(file);
    input.value = '';
    if (given.kind !== 'read') {
      word.value = POLICY_FILE_FAULTS[given.kind];
      return;
    }
    const lanes = view.lanes.filter(({ runs }) => runs?.digest === given.digest).length;
    if (lanes === 0 && view.lanes.some(({ runs }) => runs !== null)) {
      word.value = t('No lane has reported that it runs this policy. Choose the file that the lanes were set up with.');
      return;
    }
    onStart({ draft: draftAfter(given.policy, Math.round(view.serverTime)), from: given.policy });
  };
  return (
    <div class="field">
      <label for="policy-file">{t('File of the present policy')}</label>
      <input
        id="policy-file"
        type="file"
        accept=".json,application/json"
        aria-describedby="policy-file-word"
        onChange={(event) => void read(event.currentTarget)}
      />
      <p id="policy-file-word" role="status">
        {word.value}
      </p>
    </div>
  );
}
