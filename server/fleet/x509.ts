/** The certificate library. Its decorators need `reflect-metadata` to be imported first. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export { x509 };
