import { useSignal } from '@preact/signals';
import { RETENTION_CLASSES, type RetentionClass } from '../../../contract/retention.ts';
import type { RetentionView } from '../../../privacy/answers/retention.ts';
import { changesOf } from '../../../privacy/retention/policy-changes.ts';
import { Button } from '../../design/button.tsx';
import { momentIn } from '../../design/date-entry.ts';
import { DateField } from '../../design/date-field.tsx';
import { dayOf } from '../../design/times.ts';
import { plural, t } from '../../languages/text.ts';
import { tell } from '../../records/ask.ts';
import { Outcome } from '../parts/outcome.tsx';
import { PolicyChanges } from '../parts/policy-changes.tsx';
import { useAct } from '../state/use-act.ts';
import { type ClassTerms, RetentionClassFields } from './retention-class.tsx';
import { type DraftStart, RetentionStart } from './retention-start.tsx';

/** A draft of the next policy with its differences from the one in force. Another privacy officer must approve it. */
export function RetentionDraft({ view }: { readonly view: RetentionView }) {
  const start = useSignal<DraftStart | null>(null);
  const validFrom = useSignal('');
  const actor = useAct();
  if (start.value === null) {
    return (
      <section class="panel" aria-labelledby="propose-title">
        <h2 id="propose-title">{t('Change the policy')}</h2>
        <RetentionStart
          view={view}
          onStart={(started) => {
            start.value = started;
            validFrom.value = dayOf(started.draft.validFrom);
            actor.reset();
          }}
        />
        <Outcome actor={actor} />
      </section>
    );
  }
  const { draft, from } = start.value;
  const edit = (changed: Partial<typeof draft>) => {
    start.value = { from, draft: { ...draft, ...changed } };
  };
  const change = (name: RetentionClass, field: Partial<ClassTerms>) =>
    edit({ classes: { ...draft.classes, [name]: { ...draft.classes[name], ...field } } });
  const send = () =>
    actor.act(
      () => tell('/v1/proposals', { kind: 'retention-policy', payload: draft }),
      t('Proposed. Another privacy officer must approve it.'),
      () => {
        start.value = null;
      },
    );
  return (
    <section class="panel" aria-labelledby="propose-title">
      <h2 id="propose-title">{t('Draft of policy {number}', { number: String(draft.number) })}</h2>
      <form
        class="form draft"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="draft-fields">
          <DateField
            label={t('In force from')}
            zone={t('00:00 UTC')}
            least={dayOf(view.serverTime)}
            value={{
              get value() {
                return validFrom.value;
              },
              set value(typed: string) {
                validFrom.value = typed;
                const at = momentIn(typed);
                if (at !== undefined) edit({ validFrom: at });
              },
            }}
          />
          {RETENTION_CLASSES.map((name) => {
            const terms = draft.classes[name];
            if (terms === undefined) return null;
            return (
              <RetentionClassFields key={name} name={name} terms={terms} onChange={(field) => change(name, field)} />
            );
          })}
        </div>
        <div class="draft-end">
          <Differences {...start.value} />
          <div class="choices">
            <button type="submit" class="button">
              {t('Propose')}
            </button>
            <Button
              label={t('Discard')}
              onPress={() => {
                start.value = null;
              }}
            />
          </div>
          <Outcome actor={actor} />
        </div>
      </form>
    </section>
  );
}

/** The changes that the proposal makes, before it is sent. */
function Differences({ draft, from }: DraftStart) {
  if (from === undefined) return null;
  const changes = changesOf(from, draft);
  return (
    <section class="differences" aria-labelledby="differences-title">
      <h3 id="differences-title">{t('Differences from policy {number}', { number: String(from.number) })}</h3>
      <p class="quiet" role="status">
        {plural(changes.length, '{count} difference', '{count} differences')}
      </p>
      <PolicyChanges changes={changes} />
    </section>
  );
}
