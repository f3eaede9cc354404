import type { JsonObject } from '../request/JsonObject.ts';

/**
 * What a schema of zod, valibot, arktype and others has in common. The types are those of the standard, written out here: a type that
 * the package imported from `@standard-schema/spec` would have to be installed by its users.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  /** What the standard asks of a schema. */
  readonly '~standard': StandardProps<Input, Output>;
}

/** What the standard asks of a schema. */
export interface StandardProps<Input = unknown, Output = Input> {
  /** The version of the standard. */
  readonly version: 1;
  /** The library that it comes from. */
  readonly vendor: string;
  /** Checks a value, at once or by a promise. */
  readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  /** For the compiler alone. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  /** The extension "Standard JSON Schema", which not every library has. */
  readonly jsonSchema?: { readonly input: (options: { readonly target: 'draft-07' }) => JsonObject } | undefined;
}

/** A value as the schema reads it, or what is wrong with it. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong with a value. */
export interface StandardIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where, from the outside in. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a value is once the schema has read it. */
export type StandardOutput<S extends StandardSchemaV1> = NonNullable<S['~standard']['types']>['output'];
