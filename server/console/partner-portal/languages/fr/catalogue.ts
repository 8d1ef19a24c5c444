import agreements from '../../../languages/fr/agreements.json' with { type: 'json' };
import type { Catalogue } from '../../../languages/text.ts';
import shared from '../../../portal/languages/fr/pages.json' with { type: 'json' };
import pages from './pages.json' with { type: 'json' };

export const fr: Catalogue = { ...shared, ...agreements, ...pages };
