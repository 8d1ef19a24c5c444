/** `npm run tool -- PROGRAM`: the programs of developers beside tests and benches. */
import { runProgram } from '../../hardware/host/run-program.ts';

await runProgram('npm run tool --', {
  stress: { summary: 'runs test files twenty times beside busy processes', load: () => import('../support/stress.ts') },
  times: { summary: 'prints the cost of the last run of the tests', load: () => import('../support/times/main.ts') },
  coverage: { summary: 'runs the tests and prints what of the product ran', load: () => import('./coverage/main.ts') },
  mutations: { summary: 'breaks the build and prints which test finds it', load: () => import('./mutations/main.ts') },
  behaviour: {
    summary: 'records or compares names, routes, tables and files',
    load: () => import('./behaviour/main.ts'),
  },
  languages: { summary: 'checks the translations of the consoles', load: () => import('./languages/main.ts') },
  words: { summary: 'checks the wording of comments and texts', load: () => import('./plain-english/main.ts') },
  screens: { summary: 'lists pictures that are older than their code', load: () => import('../screens/main.ts') },
  'pack-models': { summary: 'packs the models for a release', load: () => import('../../models/build/pack.ts') },
  'train-risk': { summary: 'trains the risk model of goods', load: () => import('../../models/build/train-risk.ts') },
});
