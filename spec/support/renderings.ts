export { renderingsOf } from '../../lib/testing/conformance/kit/renderingsOf.ts';
