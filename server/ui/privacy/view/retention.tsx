import { useSignal } from '@preact/signals';
import { Button } from '../../design/button.tsx';
import { dateAndTime } from '../../design/times.ts';
import {
  LONGEST_RETENTION_MS,
  RETENTION_AUDIENCES,
  RETENTION_CLASSES,
  type RetentionPolicy,
} from '../../../contract/retention.ts';
import { encodeBase64Url } from '../../../contract/base64url.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import type { PolicyVersion, RetentionView } from '../../../views/retention.ts';
import { mayAct } from '../../shell/session.ts';
import { Loaded } from '../../records/loaded.tsx';
import { Outcome } from '../parts/outcome.tsx';
import { Proposals } from '../parts/proposals.tsx';
import { TableFrame } from '../../records/table-frame.tsx';
import { tell } from '../../records/ask.ts';
import { saveFile } from '../../records/save-file.ts';
import { useAct } from '../state/use-act.ts';
import { changeWords, fieldWords, limitWords } from '../words-of-office.ts';
import { AWAY_WORDS, CLASS_NAMES, fromNow } from '../words.ts';

/** Versions of the retention policy with what each changed, and the change of it by two people. */
export function Retention() {
  const settled = useSignal(0);
  return (
    <>
      <Loaded<RetentionView> key={settled.value} path="/v1/privacy/retention" away={AWAY_WORDS}>
        {(view) => (
          <>
            <section class="panel" aria-labelledby="versions-title">
              <h2 id="versions-title">Versions</h2>
              <p class="quiet">
                Lanes take no policy from this server’s word: two people sign the agreed text with keys of their own,
                and lanes get it as a file. What lanes erase by stands below.
              </p>
              {view.versions.length === 0 && (
                <p class="empty">No policy was agreed on here yet. Lanes erase by the one that was given to them.</p>
              )}
              {view.versions.map((version) => (
                <Version key={version.number} version={version} />
              ))}
            </section>
            <AtLanes view={view} />
            {mayAct('retention.propose') && <Propose latest={view.versions[0]?.policy} nowMs={view.serverTime} />}
          </>
        )}
      </Loaded>
      <Proposals
        kinds={['retention-policy']}
        onSettled={() => {
          settled.value += 1;
        }}
      />
    </>
  );
}

function Version({ version }: { readonly version: PolicyVersion }) {
  const { number, digest, proposedBy, approvedBy, approvedAt, changes, policy } = version;
  return (
    <article aria-labelledby={`policy-${number}`}>
      <h3 id={`policy-${number}`}>
        Policy {number}, in force from {dateAndTime(policy.validFrom)}
      </h3>
      <p>
        By <bdi>{proposedBy}</bdi> and <bdi>{approvedBy}</bdi>, {dateAndTime(approvedAt)}. Digest{' '}
        <span class="digest">{digest}</span>
      </p>
      <details open={changes.length <= 6}>
        <summary>{changes.length === 1 ? 'One change' : `${changes.length} changes`}</summary>
        <dl class="facts">
          {changes.map((change) => (
            <div key={change.field}>
              <dt>{fieldWords(change.field)}</dt>
              <dd>{changeWords(change)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <Button
        label="Save for signing"
        onPress={() => saveFile(`retention-${number}.json`, 'application/json', unsigned(policy))}
      />
    </article>
  );
}

/** As `npm run retention -- sign` takes it. */
function unsigned(policy: RetentionPolicy): string {
  return JSON.stringify({ policy: encodeBase64Url(canonicalJson(policy)), signatures: [] });
}

function AtLanes({ view }: { readonly view: RetentionView }) {
  const known = new Map(view.versions.map(({ digest, number }) => [digest, number]));
  return (
    <section class="panel" aria-labelledby="at-lanes-title">
      <h2 id="at-lanes-title">What lanes erase by</h2>
      {view.atLanes.length === 0 ? (
        <p class="empty">No lane has reported an erasure in the last four weeks.</p>
      ) : (
        <TableFrame label="What lanes erase by">
          <table>
            <thead>
              <tr>
                <th scope="col">Policy</th>
                <th scope="col" class="number">
                  Lanes
                </th>
                <th scope="col">Last</th>
              </tr>
            </thead>
            <tbody>
              {view.atLanes.map(({ digest, lanes, lastAt }) => (
                <tr key={digest}>
                  <th scope="row">
                    {known.has(digest) ? `Policy ${known.get(digest)}` : 'Not agreed on here'}{' '}
                    <span class="digest">{digest.slice(0, 16)}…</span>
                  </th>
                  <td class="number">{lanes}</td>
                  <td>
                    {dateAndTime(lastAt)} ({fromNow(lastAt, view.serverTime)})
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  );
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function startOf(latest: RetentionPolicy | undefined, nowMs: number): RetentionPolicy {
  if (latest !== undefined) return { ...latest, number: latest.number + 1, validFrom: nowMs + DAY_MS };
  const classes = Object.fromEntries(
    RETENTION_CLASSES.map((name) => [
      name,
      {
        purpose: '',
        legalBasis: '',
        limitMs: name === 'cleared' ? 0 : HOUR_MS,
        visibleTo: name === 'referred' ? ['officer'] : ['nobody'],
      },
    ]),
  ) as RetentionPolicy['classes'];
  return { version: 1, number: 1, validFrom: nowMs + DAY_MS, classes };
}

function Propose({ latest, nowMs }: { readonly latest: RetentionPolicy | undefined; readonly nowMs: number }) {
  const draft = useSignal<RetentionPolicy | null>(null);
  const actor = useAct();
  const policy = draft.value;
  if (policy === null) {
    return (
      <section class="panel" aria-labelledby="propose-title">
        <h2 id="propose-title">Change it</h2>
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
          const { purpose, legalBasis, limitMs, visibleTo } = policy.classes[name];
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
