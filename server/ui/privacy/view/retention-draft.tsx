import { useSignal } from '@preact/signals';
import { LONGEST_RETENTION_MS, RETENTION_AUDIENCES, RETENTION_CLASSES } from '../../../contract/retention.ts';
import type { PolicyVersion } from '../../../privacy/answers/retention.ts';
import { Button } from '../../design/button.tsx';
import { tell } from '../../records/ask.ts';
import { Outcome } from '../parts/outcome.tsx';
import { useAct } from '../state/use-act.ts';
import { CLASS_NAMES, limitWords } from '../../words-of-retention.ts';

type RetentionPolicy = PolicyVersion['policy'];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Limits of a first draft that are not one hour. */
const STARTS_AT_MS: Partial<Record<keyof RetentionPolicy['classes'], number>> = {
  cleared: 0,
  'after-doubt': 4 * HOUR_MS,
};

function startOf(latest: RetentionPolicy | undefined, nowMs: number): RetentionPolicy {
  const agreed = latest?.classes;
  const classes = Object.fromEntries(
    RETENTION_CLASSES.map((name) => [
      name,
      agreed?.[name] ?? {
        purpose: '',
        legalBasis: '',
        limitMs: STARTS_AT_MS[name] ?? HOUR_MS,
        visibleTo: name === 'referred' || name === 'after-doubt' ? ['officer', 'supervisor'] : ['nobody'],
      },
    ]),
  ) as RetentionPolicy['classes'];
  return { version: 1, number: (latest?.number ?? 0) + 1, validFrom: nowMs + DAY_MS, classes };
}

/** A draft of the next policy, which another privacy officer must approve. */
export function RetentionDraft({
  latest,
  nowMs,
}: {
  readonly latest: RetentionPolicy | undefined;
  readonly nowMs: number;
}) {
  const draft = useSignal<RetentionPolicy | null>(null);
  const actor = useAct();
  const policy = draft.value;
  if (policy === null) {
    return (
      <section class="panel" aria-labelledby="propose-title">
        <h2 id="propose-title">Change the policy</h2>
        <Button
          label={latest === undefined ? 'Draft the first policy' : 'Draft the next policy'}
          onPress={() => {
            draft.value = startOf(latest, Math.round(nowMs));
            actor.reset();
          }}
        />
        <Outcome actor={actor} />
      </section>
    );
  }
  const change = (name: keyof RetentionPolicy['classes'], field: Partial<RetentionPolicy['classes']['referred']>) => {
    draft.value = { ...policy, classes: { ...policy.classes, [name]: { ...policy.classes[name], ...field } } };
  };
  const send = () =>
    actor.act(
      () => tell('/v1/proposals', { kind: 'retention-policy', payload: policy }),
      'Proposed. Another privacy officer must approve it.',
      () => {
        draft.value = null;
      },
    );
  return (
    <section class="panel" aria-labelledby="propose-title">
      <h2 id="propose-title">Draft of policy {policy.number}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {RETENTION_CLASSES.map((name) => {
          const terms = policy.classes[name];
          if (terms === undefined) return null;
          const { purpose, legalBasis, limitMs, visibleTo } = terms;
          return (
            <fieldset key={name} class="field-group">
              <legend>{CLASS_NAMES[name]}</legend>
              <div class="field">
                <label for={`${name}-limit`}>Kept at most, hours</label>
                <input
                  id={`${name}-limit`}
                  type="number"
                  min={0}
                  step="any"
                  max={LONGEST_RETENTION_MS[name] / HOUR_MS}
                  value={limitMs / HOUR_MS}
                  aria-describedby={`${name}-longest`}
                  onInput={(event) =>
                    change(name, { limitMs: Math.round(Number(event.currentTarget.value) * HOUR_MS) })
                  }
                />
                <p class="quiet" id={`${name}-longest`}>
                  The longest that any policy can allow: {limitWords(LONGEST_RETENTION_MS[name])}
                </p>
              </div>
              <div class="field">
                <label for={`${name}-purpose`}>Purpose</label>
                <input
                  id={`${name}-purpose`}
                  type="text"
                  class="wide"
                  required
                  minLength={8}
                  maxLength={300}
                  value={purpose}
                  onInput={(event) => change(name, { purpose: event.currentTarget.value })}
                />
              </div>
              <div class="field">
                <label for={`${name}-basis`}>Legal basis</label>
                <input
                  id={`${name}-basis`}
                  type="text"
                  class="wide"
                  required
                  minLength={8}
                  maxLength={300}
                  value={legalBasis}
                  onInput={(event) => change(name, { legalBasis: event.currentTarget.value })}
                />
              </div>
              <div class="field">
                <label for={`${name}-visible`}>Visible to</label>
                <select
                  id={`${name}-visible`}
                  multiple
                  size={RETENTION_AUDIENCES.length}
                  onChange={(event) =>
                    change(name, {
                      visibleTo: RETENTION_AUDIENCES.filter((one) =>
                        [...event.currentTarget.selectedOptions].some(({ value }) => value === one),
                      ),
                    })
                  }
                >
                  {RETENTION_AUDIENCES.map((one) => (
                    <option key={one} value={one} selected={visibleTo.includes(one)}>
                      {one.replaceAll('-', ' ')}
                    </option>
                  ))}
                </select>
              </div>
            </fieldset>
          );
        })}
        <div class="choices">
          <button type="submit" class="button">
            Propose
          </button>
          <Button
            label="Discard"
            onPress={() => {
              draft.value = null;
            }}
          />
        </div>
        <Outcome actor={actor} />
      </form>
    </section>
  );
}
