/** Help for this section: the panel, and the guide's page of all sections, show it. */
import type { Meanings, SectionHelp } from '../help/section-help.ts';
import { t, translated } from '../languages/text.ts';
import { COURSE_STATE_WORDS, type CourseState } from '../words-of-training.ts';

const STATES: Meanings<CourseState> = {
  title: () => t('States of a course'),
  words: COURSE_STATE_WORDS,
  meanings: translated({
    valid: 'The exam was passed, and it counts until the day that is shown.',
    ending: 'It is still valid, but ends within 30 days or was ordered again. Take it before then.',
    missing: 'A duty needs it now. Until it is passed, only safety acts of the duty are possible.',
    awaited: 'A duty will need it, or two people ordered it. Take it before the day that is shown.',
    open: 'No duty needs it. You may take it.',
  }),
};

export const HELP: SectionHelp = {
  title: () => t('Training'),
  purpose: () => t('Has the courses of each person. People who supervise training see who has passed which course.'),
  meanings: [STATES],
  views: {
    mine: {
      title: () => t('My training'),
      purpose: () =>
        t(
          'Shows your courses. Read the lessons, then take the exam: the server draws the questions and grades the answers. You see once which answers were wrong and why; the server keeps only the outcome. You have a few attempts a day.',
        ),
      meanings: [],
    },
    overview: {
      title: () => t('Overview of training'),
      purpose: () =>
        t(
          'Shows which courses duties need and until when each person’s courses are valid, without answers and failed exams. Two people decide which duties need which courses, and that people take a course again, for instance after an incident.',
        ),
      meanings: [],
    },
    drills: {
      title: () => t('Drills'),
      purpose: () =>
        t(
          'Shows planned drills and the counts of ended ones. In a drill people are shown an invented proposal. Approving it changes nothing, and each person learns only their own answer. Two people decide on a drill.',
        ),
      meanings: [],
    },
  },
};
