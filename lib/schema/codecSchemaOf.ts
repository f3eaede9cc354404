import type * as t from 'io-ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** The members of io-ts's own codecs, which are distinguished by their `_tag`. */
interface TaggedCodec {
  readonly _tag?: string;
  readonly name: string;
  readonly props: Readonly<Record<string, TaggedCodec>>;
  readonly type: TaggedCodec;
  readonly types: readonly TaggedCodec[];
  readonly value: unknown;
  readonly keys: Readonly<Record<string, unknown>>;
  readonly domain: TaggedCodec;
  readonly codomain: TaggedCodec;
  readonly runDefinition: () => TaggedCodec;
}

/** The names of io-ts's refinements of numbers to integers. */
const INTEGERS: ReadonlySet<string> = new Set(['Int', 'Integer']);

const OBJECT_KEYWORDS: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'additionalProperties']);

/** The JSON Schema of an io-ts codec's input. Throws `InvalidRequestError` if the codec has custom code, or does not describe JSON. */
export function codecSchemaOf(codec: t.Any, root: string): JsonObject {
  const conversion = new Conversion();
  const schema = conversion.schemaOf(codec as never, root);
  const definitions = Object.fromEntries(conversion.definitions);
  if (Object.keys(definitions).length === 0) return schema;
  // A service looks for the type at the top level, and would not follow a reference there.
  const top = codec.name in definitions && '$ref' in schema ? definitions[codec.name] : schema;
  return { ...top, definitions };
}

class Conversion {
  /** The schemas of recursive codecs, by the names used in `$ref`s. */
  readonly definitions = new Map<string, JsonObject>();
  readonly #names = new Map<TaggedCodec, string>();

  schemaOf(codec: TaggedCodec, path: string): JsonObject {
    switch (codec._tag) {
      case 'StringType':
        return { type: 'string' };
      case 'NumberType':
        return { type: 'number' };
      case 'BooleanType':
        return { type: 'boolean' };
      case 'NullType':
        return { type: 'null' };
      case 'UnknownType':
      case 'AnyType':
        return {};
      case 'AnyArrayType':
        return { type: 'array' };
      case 'AnyDictionaryType':
      case 'ObjectType':
        return { type: 'object' };
      case 'LiteralType':
        return { type: typeof codec.value, const: codec.value };
      case 'KeyofType':
        return { type: 'string', enum: Object.keys(codec.keys) };
      case 'RefinementType':
        return this.#refinement(codec, path);
      case 'ReadonlyType':
        return this.schemaOf(codec.type, path);
      case 'ArrayType':
      case 'ReadonlyArrayType':
        return { type: 'array', items: this.schemaOf(codec.type, `${path}/0`) };
      case 'TupleType':
        return this.#tuple(codec, path);
      case 'InterfaceType':
        return this.#object(codec, path, (member) => !acceptsUndefined(member));
      case 'PartialType':
        return this.#object(codec, path, () => false);
      case 'ExactType':
        return closed(this.schemaOf(codec.type, path));
      case 'DictionaryType':
        return this.#dictionary(codec, path);
      case 'UnionType':
        return this.#union(codec, path);
      case 'IntersectionType':
        return this.#intersection(codec, path);
      case 'RecursiveType':
        return this.#reference(codec, path);
      default:
        throw notJson(codec, path);
    }
  }

  #refinement({ name, type }: TaggedCodec, path: string): JsonObject {
    const schema = this.schemaOf(type, path);
    return schema['type'] === 'number' && INTEGERS.has(name) ? { type: 'integer' } : schema;
  }

  #tuple({ types }: TaggedCodec, path: string): JsonObject {
    const items = types.map((type, i) => this.schemaOf(type, `${path}/${i}`));
    return { type: 'array', items, minItems: types.length, maxItems: types.length };
  }

  #object({ props }: TaggedCodec, path: string, isRequired: (member: TaggedCodec) => boolean): JsonObject {
    // A member that can only be `undefined` cannot be represented in JSON.
    const members = Object.entries(props).filter(([, member]) => !isUndefined(member));
    const properties = members.map(([key, member]) => [key, this.schemaOf(member, `${path}/${key}`)] as const);
    const required = members.filter(([, member]) => isRequired(member)).map(([key]) => key);
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
    };
  }

  #dictionary({ domain, codomain }: TaggedCodec, path: string): JsonObject {
    const value = this.schemaOf(codomain, `${path}/*`);
    if (domain._tag !== 'KeyofType') return { type: 'object', additionalProperties: value };
    const keys = Object.keys(domain.keys);
    return { type: 'object', properties: Object.fromEntries(keys.map((key) => [key, value])), required: keys };
  }

  #union({ types }: TaggedCodec, path: string): JsonObject {
    const members = types.filter((type) => !isUndefined(type)).map((type) => this.schemaOf(type, path));
    const [only] = members;
    if (only !== undefined && members.length === 1) return only;
    const words = members.map(({ const: word }) => word);
    return words.every((word) => typeof word === 'string') ? { type: 'string', enum: words } : { anyOf: members };
  }

  /** One object if possible: services require an object, and the usual intersection combines required and optional members. */
  #intersection({ types }: TaggedCodec, path: string): JsonObject {
    const members = types.map((type) => this.schemaOf(type, path));
    const properties = members.flatMap((member) => Object.entries((member['properties'] ?? {}) as JsonObject));
    const areApart = new Set(properties.map(([key]) => key)).size === properties.length;
    if (!areApart || !members.every(isPlainObject)) return { allOf: members };
    const required = members.flatMap((member) => (member['required'] ?? []) as readonly string[]);
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
    };
  }

  #reference(codec: TaggedCodec, path: string): JsonObject {
    const name = this.#names.get(codec) ?? this.#freeName(codec.name);
    if (!this.#names.has(codec)) {
      this.#names.set(codec, name);
      this.definitions.set(name, this.schemaOf(codec.runDefinition(), path));
    }
    return { $ref: `#/definitions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
  }

  /** Two recursive codecs may have the same name. */
  #freeName(name: string): string {
    const taken = [...this.#names.keys()].filter((codec) => codec.name === name).length;
    return taken === 0 ? name : `${name}${taken + 1}`;
  }
}

const isUndefined = ({ _tag }: TaggedCodec): boolean => _tag === 'UndefinedType' || _tag === 'VoidType';

const acceptsUndefined = (codec: TaggedCodec): boolean =>
  isUndefined(codec) || (codec._tag === 'UnionType' && codec.types.some(acceptsUndefined));

/** Whether it is an object with members only, open or closed. */
const isPlainObject = (schema: JsonObject): boolean =>
  schema['type'] === 'object' &&
  typeof schema['additionalProperties'] !== 'object' &&
  Object.keys(schema).every((keyword) => OBJECT_KEYWORDS.has(keyword));

const closed = (schema: JsonObject): JsonObject =>
  schema['type'] === 'object' ? { ...schema, additionalProperties: false } : schema;

const notJson = ({ name }: TaggedCodec, path: string): InvalidRequestError =>
  new InvalidRequestError([
    {
      path,
      expected: 'a codec that has a JSON Schema',
      message: `${path} must be a codec that has a JSON Schema, and ${JSON.stringify(name)} has none: pass the JSON Schema itself instead`,
    },
  ]);
