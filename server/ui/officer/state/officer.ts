/** Whom the server takes this console's user for, once it has said. */
import { signal } from '@preact/signals';
import type { OfficerView } from '../../../views/grant.ts';

export const officer = signal<OfficerView | null>(null);
