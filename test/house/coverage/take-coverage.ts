/** Writes what ran in the process of a test when its file ends: vitest may kill the process before Node writes it. */
import { takeCoverage } from 'node:v8';
import { afterAll } from 'vitest';

afterAll(() => takeCoverage());
