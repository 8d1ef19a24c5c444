import type { CourseData } from '../course.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { french } from './fr.ts';

/** The rules of evidence: when an officer may look at captures, and what the record shows. */
export const evidence: CourseData = {
  id: 'evidence',
  version: 1,
  validDays: 365,
  exam: { minutes: 20, attemptsPerDay: 3, draws: 5, passes: 4 },
  sources: [
    {
      title: 'Regulation (EU) 2016/679 (GDPR), articles 5, 9, 15 and 32',
      url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
    },
    {
      title: 'Directive (EU) 2016/680, articles 4, 10, 25 and 29',
      url: 'https://eur-lex.europa.eu/eli/dir/2016/680/oj',
    },
    {
      title: 'Regulation (EU) 2024/1689 (AI Act), articles 12, 14 and 26',
      url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    },
  ],
  questions: [
    { id: 'curiosity', right: 'b' },
    { id: 'purpose', right: 'c' },
    { id: 'photograph', right: 'a' },
    { id: 'after-resolution', right: 'b' },
    { id: 'hold', right: 'c' },
    { id: 'second-opinion', right: 'a' },
    { id: 'request-of-traveller', right: 'b' },
  ],
  texts: { en: english, de: german, fr: french },
};
