import type { CourseData } from '../course.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { french } from './fr.ts';

/** Bias, and automation bias: human oversight of the lane's decisions. */
export const bias: CourseData = {
  id: 'bias',
  version: 1,
  validDays: 365,
  exam: { minutes: 20, attemptsPerDay: 3, draws: 5, passes: 4 },
  sources: [
    {
      title: 'Regulation (EU) 2024/1689 (AI Act), articles 14(4) and 26(2)',
      url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    },
    {
      title: 'NISTIR 8280, Face Recognition Vendor Test, part 3: demographic effects',
      url: 'https://nvlpubs.nist.gov/nistpubs/ir/2019/NIST.IR.8280.pdf',
    },
    {
      title: 'Parasuraman and Manzey 2010, Complacency and bias in human use of automation',
      url: 'https://doi.org/10.1177/0018720810376055',
    },
    {
      title: 'White et al. 2014, Passport officers’ errors in face matching',
      url: 'https://doi.org/10.1371/journal.pone.0103510',
    },
  ],
  questions: [
    { id: 'machine-right', right: 'b' },
    { id: 'two-errors', right: 'c' },
    { id: 'unfamiliar-faces', right: 'a' },
    { id: 'groups', right: 'b' },
    { id: 'own-look', right: 'c' },
    { id: 'override', right: 'a' },
    { id: 'attention-test', right: 'b' },
  ],
  texts: { en: english, de: german, fr: french },
};
