import { useSignal } from '@preact/signals';
import type { FollowUp, LookFinding } from '../../../border/second-looks/vocabulary.ts';
import type { SecondLooksAnswer, SecondLookView } from '../../../border/second-looks/answers.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { timeOfDay } from '../../design/times.ts';
import { Reading } from '../../decisions/reading.tsx';
import { send } from '../../decisions/send.ts';
import { t, translated } from '../../languages/text.ts';
import { mayAct } from '../../shell/session.ts';
import { REASON_WORDS } from '../../words.ts';
import { EvidenceViewer } from '../evidence/evidence.tsx';
import { DECIDED_WORDS, LOOK_WORDS } from '../../words-of-referrals.ts';

const FINDING_WORDS: { readonly [Finding in LookFinding]: string } = translated({
  agrees: 'I would have decided the same',
  disagrees: 'I would have decided differently',
  'cannot-tell': 'I cannot tell',
});

const FOLLOW_UP_WORDS: { readonly [Follow in FollowUp]: string } = translated({
  'decision-stands': 'The decision stands',
  'decision-was-wrong': 'The decision was wrong',
});

/** Decisions of colleagues that let a doubted traveller go, drawn by chance: another person looks at the pictures that the lane still keeps. */
export function SecondLooks() {
  return (
    <section class="panel account-part" aria-labelledby="second-looks-title">
      <h2 id="second-looks-title">{t('Decisions to look at again')}</h2>
      <p class="quiet">
        {t(
          'Drawn at random from travellers whom a lane doubted and a colleague let go. They have left and are not held for this. View the evidence, then state what you would have decided.',
        )}
      </p>
      <Reading<SecondLooksAnswer> path="/v1/second-looks" what={t('which decisions wait for a second look')}>
        {({ looks, serverTime }, again) =>
          looks.length === 0 ? (
            <p class="empty">{t('None.')}</p>
          ) : (
            <ul class="account-list">
              {looks.map((look) => (
                <Entry key={look.id} look={look} nowMs={serverTime} onChange={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

interface EntryProps {
  readonly look: SecondLookView;
  readonly nowMs: number;
  readonly onChange: () => Promise<void>;
}

function Entry({ look, nowMs, onChange }: EntryProps) {
  const { id, kioskId, site, outcome, report, decidedAt, dueAt, foundAt, mayFind, mayFollowUp } = look;
  const words = useSignal('');
  const tell = async (path: 'finding' | 'follow-up', body: object) => {
    words.value = (await send(`/v1/second-looks/${id}/${path}`, body, t('It is recorded.'))).words;
    await onChange();
  };
  const title = `${DECIDED_WORDS[outcome]}: ${kioskId}, ${site}`;
  return (
    <li>
      <div class="account-entry">
        <p class="account-name">
          {title}
          <Badge {...lookOf(look)} />
        </p>
        <p class="quiet">
          {report.reasons.map((reason) => REASON_WORDS[reason]).join('; ')}.{' '}
          {foundAt === null
            ? t('Decided {decided}; look until {due}.', {
                decided: timeOfDay(decidedAt, nowMs),
                due: timeOfDay(dueAt, nowMs),
              })
            : t('Decided {decided}; looked at {found}.', {
                decided: timeOfDay(decidedAt, nowMs),
                found: timeOfDay(foundAt, nowMs),
              })}
        </p>
        {(mayFind || mayFollowUp) && mayAct('evidence.see') && <EvidenceViewer traveller={look} />}
        {mayFind && (
          <div class="account-actions" role="group" aria-label={title}>
            <Button label={FINDING_WORDS.agrees} onPress={() => void tell('finding', { finding: 'agrees' })} />
            <Button
              label={FINDING_WORDS.disagrees}
              weight="grave"
              onPress={() => void tell('finding', { finding: 'disagrees' })}
            />
            <Button
              label={FINDING_WORDS['cannot-tell']}
              onPress={() => void tell('finding', { finding: 'cannot-tell' })}
            />
          </div>
        )}
        {mayFollowUp && (
          <div class="account-actions" role="group" aria-label={title}>
            <Button
              label={FOLLOW_UP_WORDS['decision-stands']}
              onPress={() => void tell('follow-up', { followUp: 'decision-stands' })}
            />
            <Button
              label={FOLLOW_UP_WORDS['decision-was-wrong']}
              weight="grave"
              onPress={() => void tell('follow-up', { followUp: 'decision-was-wrong' })}
            />
          </div>
        )}
        <p role="status">{words.value}</p>
      </div>
    </li>
  );
}

function lookOf({ finding, followUp, overdueAt }: SecondLookView): BadgeProps {
  if (followUp !== null) return { tone: 'plain', icon: 'tick', word: FOLLOW_UP_WORDS[followUp] };
  if (finding === 'agrees') return { tone: 'good', icon: 'tick', word: LOOK_WORDS.agrees };
  if (finding === 'disagrees') return { tone: 'bad', icon: 'warning', word: LOOK_WORDS.disagrees };
  if (finding === 'cannot-tell') return { tone: 'plain', icon: 'question', word: LOOK_WORDS['cannot-tell'] };
  if (overdueAt !== null) return { tone: 'bad', icon: 'warning', word: LOOK_WORDS.overdue };
  return { tone: 'caution', icon: 'wait', word: LOOK_WORDS.due };
}
