/** Pure: the first text of each part of a notice, from the case, in the language of the console. A person completes and corrects it. */
import type { DutyView, NoticeView, OneBreach } from '../../oversight/compliance/breaches/answers.ts';
import type { Item } from '../../oversight/compliance/laws/vocabulary.ts';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { DATA_WORDS, GROUP_WORDS, HARM_WORDS } from './words.ts';

export type DraftItem = NoticeView['items'][number];

/** The latest version, or a first draft; in the order of the law, with the reasons for a delay where the deadline has passed. */
export function draftOf(one: OneBreach, duty: DutyView): readonly DraftItem[] {
  const latest = one.notices.find(({ law, addressee }) => law === duty.law && addressee === duty.addressee);
  const items: readonly Item[] = [
    ...duty.content.map(({ item }) => item),
    ...(duty.isLate ? (['reasons-for-delay'] as const) : []),
  ];
  return items.map(
    (item) =>
      latest?.items.find((known) => known.item === item) ?? { item, text: firstText(item, one), follows: false },
  );
}

function firstText(item: Item, { breach, controller, contact }: OneBreach): string {
  const { assessment, awareAt } = breach;
  switch (item) {
    case 'nature':
      return assessment === null
        ? ''
        : [
            ...assessment.harms.map((harm) => `${HARM_WORDS[harm]}.`),
            t('People concerned: {groups}.', { groups: listed(assessment.groups.map((one) => GROUP_WORDS[one])) }),
            t('Data concerned: {data}.', { data: listed(assessment.data.map((one) => DATA_WORDS[one])) }),
            t('The controller became aware of it on {time}.', { time: dateAndTime(awareAt) }),
          ].join('\n');
    case 'people-and-records':
      return assessment === null
        ? ''
        : [
            assessment.people === null
              ? t('The number of people is not known yet.')
              : t('About {people} people.', { people: assessment.people }),
            assessment.records === null
              ? t('The number of records is not known yet.')
              : t('About {records} records.', { records: assessment.records }),
          ].join('\n');
    case 'kinds-of-data':
      return assessment === null ? '' : listed(assessment.data.map((one) => DATA_WORDS[one]));
    case 'contact':
      return [controller, contact].filter((line) => line !== null).join('\n');
    case 'protection-of-data':
    case 'consequences':
    case 'measures':
    case 'advice':
    case 'reasons-for-delay':
      return '';
  }
}

function listed(words: readonly string[]): string {
  return words.join(', ');
}
