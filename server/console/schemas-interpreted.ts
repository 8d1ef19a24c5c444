/**
 * To be imported before any schema is made: zod would try whether it may compile them from text, which the page's policy forbids and
 * reports as a breach.
 */
import { z } from 'zod';

z.config({ jitless: true });
