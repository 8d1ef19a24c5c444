import type { CourseData } from '../course.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { french } from './fr.ts';

/** Social engineering at the lane. */
export const socialEngineering: CourseData = {
  id: 'social-engineering',
  version: 1,
  validDays: 365,
  exam: { minutes: 20, attemptsPerDay: 3, draws: 5, passes: 4 },
  sources: [
    { title: 'ISO/IEC 27001:2022, Annex A 6.3 and 7.2', url: 'https://www.iso.org/standard/27001' },
    {
      title: 'CISA, Avoiding Social Engineering and Phishing Attacks',
      url: 'https://www.cisa.gov/news-events/news/avoiding-social-engineering-and-phishing-attacks',
    },
    {
      title: 'Regulation (EU) 2016/399, Schengen Borders Code, articles 7, 8 and 16',
      url: 'https://eur-lex.europa.eu/eli/reg/2016/399/oj',
    },
  ],
  questions: [
    { id: 'hurried-traveller', right: 'c' },
    { id: 'tailgating', right: 'a' },
    { id: 'technician', right: 'b' },
    { id: 'look-up-favour', right: 'b' },
    { id: 'distraction', right: 'c' },
    { id: 'open-session', right: 'a' },
    { id: 'senior-order', right: 'c' },
  ],
  texts: { en: english, de: german, fr: french },
};
