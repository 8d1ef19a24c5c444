import { agreements } from '../../../languages/fr/agreements.ts';
import type { Catalogue } from '../../../languages/text.ts';
import { pages as shared } from '../../../portal/languages/fr/pages.ts';
import { pages } from './pages.ts';

export const fr: Catalogue = { ...shared, ...agreements, ...pages };
