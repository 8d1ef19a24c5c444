import type { DutyView, NoticeView, OneBreach } from '../../oversight/compliance/breaches/answers.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { mayAct } from '../shell/session.ts';
import { NoNoticeForm } from './decision-form.tsx';
import { NoticeForm, NoticeSteps } from './notice.tsx';
import { ADDRESSEE_WORDS, CHANNEL_WORDS, CONDITION_WORDS, DUTY_STATE_WORDS, ITEM_WORDS } from './words.ts';

const LOOKS: { readonly [State in DutyView['state']]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'caution', icon: 'wait' },
  'sent-in-part': { tone: 'caution', icon: 'wait' },
  sent: { tone: 'good', icon: 'tick' },
  'not-notified': { tone: 'plain', icon: 'tick' },
};

export interface DutiesProps {
  readonly one: OneBreach;
  readonly path: string;
  readonly onDone: (words: string) => void;
}

/** The requirements of each law, their deadlines and their progress. */
export function Duties({ one, path, onDone }: DutiesProps) {
  return (
    <section aria-labelledby="breach-duties">
      <h3 id="breach-duties">{t('Notifications')}</h3>
      <ul class="breach-duties">
        {one.duties.map((duty) => (
          <li key={`${duty.law} ${duty.addressee}`}>
            <Duty one={one} duty={duty} path={path} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Duty({ one, duty, path, onDone }: DutiesProps & { readonly duty: DutyView }) {
  const own = one.notices.filter(({ law, addressee }) => law === duty.law && addressee === duty.addressee);
  const isOwed = duty.state === 'open' || duty.state === 'sent-in-part';
  const isOpen = one.breach.state === 'open' && isOwed;
  const [latest] = own;
  return (
    <>
      <h4>
        {ADDRESSEE_WORDS[duty.addressee]} <Badge {...LOOKS[duty.state]} word={DUTY_STATE_WORDS[duty.state]} />{' '}
        {duty.isLate && <Badge tone="bad" icon="warning" word={t('late ## notification')} />}
      </h4>
      <p>
        {rich('{law}, <a>{article}</a>: {condition}.', {
          law: duty.lawTitle,
          article: duty.article,
          condition: CONDITION_WORDS[duty.condition],
          a: (inside) => (
            <a href={duty.source} rel="noreferrer noopener" target="_blank">
              {inside}
            </a>
          ),
        })}{' '}
        <Applies duty={duty} />
      </p>
      <p class="quiet">
        {duty.retrieved === null
          ? t('This rule was not compared with its source.')
          : t('Compared with a copy of its source on {day}.', { day: duty.retrieved })}
      </p>
      {own.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
      {isOpen && latest !== undefined && mayAct('breach.sign') && (
        <NoticeSteps notice={latest} path={path} nowMs={one.serverTime} onDone={onDone} />
      )}
      {isOpen && mayAct('breach.handle') && (
        <NoticeForm key={latest?.id ?? 'first'} one={one} duty={duty} path={path} onDone={onDone} />
      )}
      {isOpen && duty.sentAt === null && duty.grounds.length > 0 && mayAct('breach-decisions.propose') && (
        <NoNoticeForm id={one.breach.id} duty={duty} onDone={onDone} />
      )}
    </>
  );
}

function Applies({ duty }: { readonly duty: DutyView }) {
  const due =
    duty.dueAt === null
      ? duty.withinMs === null
        ? t('Without undue delay.')
        : ''
      : t('Due by {time}.', { time: dateAndTime(duty.dueAt) });
  const applies =
    duty.applies === null
      ? t('Assess the risk to see whether it applies.')
      : duty.applies
        ? t('It applies.')
        : t('According to the assessment it does not apply; two people decide that.');
  return (
    <>
      {due} {applies}
    </>
  );
}

function NoticeLine({ notice }: { readonly notice: NoticeView }) {
  const { version, items, signedBy, sentAt, channel, reference, digest } = notice;
  return (
    <details>
      <summary>
        {t('Version {version}', { version: String(version) })}{' '}
        {sentAt !== null && channel !== null
          ? t('sent {time}, {channel}', { time: dateAndTime(sentAt), channel: CHANNEL_WORDS[channel] })
          : signedBy === null
            ? t('draft ## of a notice')
            : t('signed ## notice')}{' '}
        <bdi class="quiet">{reference}</bdi>
      </summary>
      <dl>
        {items.map(({ item, text, follows }) => (
          <div key={item}>
            <dt>{ITEM_WORDS[item]}</dt>
            <dd class="typed">{follows ? t('It follows.') : text}</dd>
          </div>
        ))}
      </dl>
      <p class="digest">{digest}</p>
    </details>
  );
}
