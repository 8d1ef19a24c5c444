import { useSignal } from '@preact/signals';
import type { CalendarAnswer, CalendarItem } from '../../oversight/calendar/answers.ts';
import { CALENDAR_KINDS } from '../../oversight/calendar/calendar-kinds.ts';
import { Badge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { age, monthOf } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { calendarFile } from './ics.ts';
import { DONE_AT, KIND_WORDS, reasonOf, shownDay, titleOf } from './words.ts';
import '../design/panel.css';
import '../design/record.css';
import '../design/record-form.css';
import './calendar.css';

const SOON_MS = 30 * 86_400_000;

/** The dates of the next year: for privacy officers, auditors and administrators, each with the dates that they may see. */
export function Section() {
  return (
    <div class="records calendar">
      <Loaded<CalendarAnswer> path="/v1/calendar" away={t('The dates do not change while the server is away.')}>
        {(answer) => <Year answer={answer} />}
      </Loaded>
    </div>
  );
}

function Year({ answer: { items, serverTime, until } }: { readonly answer: CalendarAnswer }) {
  const kind = useSignal('');
  const shown = items.filter((item) => kind.value === '' || item.kind === kind.value);
  const overdue = shown.filter(({ isOverdue }) => isOverdue);
  const save = () =>
    saveFile('postern-calendar.ics', 'text/calendar', calendarFile(shown.map(entryOf), location.host, serverTime));
  return (
    <>
      <section class="panel" aria-labelledby="calendar-title">
        <h2 id="calendar-title">{t('Due until {day}', { day: shownDay(until) })}</h2>
        <p class="quiet">
          {t(
            'The server makes this list from its own records. It has no dates that are only on paper, for example drills.',
          )}
        </p>
        <div class="filters">
          <div class="field">
            <label for="calendar-kind">{t('Kind')}</label>
            <select
              id="calendar-kind"
              value={kind.value}
              onChange={(event) => {
                kind.value = event.currentTarget.value;
              }}
            >
              <option value="">{t('Every kind')}</option>
              {CALENDAR_KINDS.filter((one) => items.some((item) => item.kind === one)).map((one) => (
                <option key={one} value={one}>
                  {KIND_WORDS[one]}
                </option>
              ))}
            </select>
          </div>
          {shown.length > 0 && <Button label={t('Save as a calendar file')} onPress={save} />}
          <p role="status" class="quiet figures">
            {plural(shown.length, '{count} date', '{count} dates')}
          </p>
        </div>
        {overdue.length === 0 ? (
          <Banner tone="good" icon="tick">
            {t('Nothing is overdue.')}
          </Banner>
        ) : (
          <Banner tone="bad" icon="warning">
            <strong>{plural(overdue.length, '{count} date is overdue.', '{count} dates are overdue.')}</strong>
          </Banner>
        )}
      </section>
      {groupsOf(shown).map(({ title, members }) => (
        <section key={title} class="panel" aria-label={title}>
          <h3>{title}</h3>
          <ul class="calendar-list">
            {members.map((item) => (
              <Entry key={item.id} item={item} nowMs={serverTime} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Entry({ item, nowMs }: { readonly item: CalendarItem; readonly nowMs: number }) {
  const { kind, dueAt, isOverdue } = item;
  const left = dueAt - nowMs;
  return (
    <li>
      <p class="calendar-day figures">{shownDay(dueAt)}</p>
      <div>
        <p>
          <a href={DONE_AT[kind]}>{titleOf(item)}</a>
        </p>
        <p class="quiet">{reasonOf(item)}</p>
      </div>
      {isOverdue ? (
        <Badge tone="bad" icon="warning" word={t('Overdue for {time}', { time: age(-left) })} />
      ) : (
        <Badge tone={left < SOON_MS ? 'caution' : 'plain'} icon="wait" word={t('in {time}', { time: age(left) })} />
      )}
    </li>
  );
}

/** Overdue dates first, then month by month. */
function groupsOf(items: readonly CalendarItem[]): { readonly title: string; readonly members: CalendarItem[] }[] {
  const groups = new Map<string, CalendarItem[]>();
  for (const item of items) {
    const title = item.isOverdue ? t('Overdue') : monthOf(item.dueAt);
    groups.set(title, [...(groups.get(title) ?? []), item]);
  }
  return [...groups].map(([title, members]) => ({ title, members }));
}

function entryOf(item: CalendarItem) {
  return { id: item.id, at: item.dueAt, title: titleOf(item), description: reasonOf(item) };
}
