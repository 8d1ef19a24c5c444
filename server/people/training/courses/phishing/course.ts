import type { CourseData } from '../course.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { french } from './fr.ts';

/** Phishing, and requests to approve something. */
export const phishing: CourseData = {
  id: 'phishing',
  version: 1,
  validDays: 365,
  exam: { minutes: 20, attemptsPerDay: 3, draws: 6, passes: 5 },
  sources: [
    { title: 'ISO/IEC 27001:2022, Annex A 6.3 and 5.17', url: 'https://www.iso.org/standard/27001' },
    { title: 'NIST SP 800-63B-4, phishing resistance', url: 'https://pages.nist.gov/800-63-4/sp800-63b.html' },
    {
      title: 'MITRE ATT&CK T1621, multi-factor authentication request generation',
      url: 'https://attack.mitre.org/techniques/T1621/',
    },
    { title: 'NCSC, phishing attacks: defending your organisation', url: 'https://www.ncsc.gov.uk/guidance/phishing' },
  ],
  questions: [
    { id: 'unexpected-request', right: 'b' },
    { id: 'many-requests', right: 'a' },
    { id: 'own-address', right: 'c' },
    { id: 'passkey-silent', right: 'b' },
    { id: 'urgent-administrator', right: 'a' },
    { id: 'before-approval', right: 'c' },
    { id: 'after-mistake', right: 'a' },
    { id: 'enrolment-code', right: 'b' },
  ],
  texts: { en: english, de: german, fr: french },
};
