import type { Catalogue } from '../text.ts';
import { shell } from './shell.ts';

export const fr: Catalogue = { ...shell };
