import agreements from '../../../languages/de/agreements.json' with { type: 'json' };
import type { Catalogue } from '../../../languages/text.ts';
import shared from '../../../portal/languages/de/pages.json' with { type: 'json' };
import pages from './pages.json' with { type: 'json' };

export const de: Catalogue = { ...shared, ...agreements, ...pages };
