// SPDX-License-Identifier: Apache-2.0
// From an ABI to the text of a C# file over Ledger.Ethereum.Abi and the acts of Ledger.Domain.
import { id as topicOf } from "ethers";

/** Solidity value types: the C# type, and the method of AbiWriter and AbiReader. */
const VALUES = {
  bytes32: ["Hash32", "Bytes32"],
  address: ["Address", "Address"],
  bool: ["bool", "Bool"],
  uint8: ["byte", "Uint8"],
  uint16: ["ushort", "Uint16"],
  uint24: ["uint", "Uint32"],
  uint32: ["uint", "Uint32"],
  uint64: ["ulong", "Uint64"],
  uint256: ["UInt256", "Uint256"],
};

/** A `bytes32` of such a name is the id of one. */
const IDS = {
  pool: "PoolId",
  party: "PartyId",
  licensee: "PartyId",
  assignee: "PartyId",
  administrator: "PartyId",
  schedule: "ScheduleId",
  license: "LicenseId",
};

/** What a function without named results gives. */
const RESULTS = { administratorOf: "PartyId", grantorOf: "PartyId", partyAt: "PartyId", poolAt: "PoolId", parentOf: "LicenseId" };

/** Errors of its constructors, for names too long: ours are not. */
const OPENZEPPELIN = new Set(["InvalidShortString", "StringTooLong"]);

const KEYWORDS = new Set(["from", "event", "operator", "params"]);
const structOf = (type) => /^struct (\w+?)(\[\])?$/.exec(type.internalType ?? "")?.[1];
const actOf = (struct) => (struct === "Void" ? "VoidAct" : struct);
const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const local = (name) => (KEYWORDS.has(name) ? `@${name}` : name);
const signature = ({ name, inputs }) => `${name}(${inputs.map(canonical).join(",")})`;

function canonical({ type, components }) {
  return components ? `(${components.map(canonical).join(",")})${type.slice("tuple".length)}` : type;
}

/** A struct of the acts is one of Domain's; any other is flat, and its fields are read one by one. */
const isAct = (field) => field.components !== undefined && structOf(field) !== "KeyRecord";

function csharpType(field, reading) {
  if (isAct(field)) return field.type.endsWith("[]") ? (reading ? `${actOf(structOf(field))}[]` : `IReadOnlyList<${actOf(structOf(field))}>`) : actOf(structOf(field));
  if (field.type === "bytes") return reading ? "SignatureRun" : "ReadOnlySpan<byte>"; // what events carry of bytes are signatures
  if (field.type === "bytes32[]") return reading ? "Hash32[]" : "ReadOnlySpan<Hash32>";
  if (field.type === "bytes32" && IDS[field.name]) return IDS[field.name];
  const known = VALUES[field.type];
  if (!known) throw new Error(`No C# type for ${field.type} ${field.name}`);
  return known[0];
}

function writeLine(field) {
  const value = local(field.name);
  if (isAct(field)) return `to.Struct${field.type.endsWith("[]") ? "Array" : ""}("${field.name}", ${value});`;
  if (field.type === "bytes") return `to.Bytes("${field.name}", ${value});`;
  if (field.type === "bytes32[]") return `to.Bytes32Array("${field.name}", ${value});`;
  const isId = field.type === "bytes32" && IDS[field.name];
  return `to.${VALUES[field.type][1]}("${field.name}", ${value}${isId ? ".Value" : ""});`;
}

function readExpression(field) {
  if (isAct(field)) return `from.Struct${field.type.endsWith("[]") ? "Array" : ""}<${actOf(structOf(field))}>("${field.name}")`;
  if (field.type === "bytes") return `SignatureRun.Within(log.Data, from.Bytes("${field.name}"))`;
  if (field.type === "bytes32[]") return `from.Bytes32Array("${field.name}")`;
  const read = `from.${VALUES[field.type][1]}("${field.name}")`;
  return field.type === "bytes32" && IDS[field.name] ? `new ${IDS[field.name]}(${read})` : read;
}

const bytes = (hex) => `[${hex.slice(2).match(/../g).map((byte) => `0x${byte}`).join(", ")}]`;
const xml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/\s+/g, " ");

function constructorText({ inputs }) {
  const list = inputs.map((field) => `${csharpType(field)} ${local(field.name)}`).join(", ");
  return `
    /// <summary>What a transaction without a recipient carries to create the contract.</summary>
    public static byte[] Creation(${list})
    {
        var to = new AbiWriter();
${inputs.map((field) => `        ${writeLine(field)}\n`).join("")}        return to.ToCall(ContractArtifact.Of(ContractName.NAME).CreationCode.Span);
    }
`;
}

function functionText(item, docs) {
  const name = pascal(item.name);
  const notice = docs.methods?.[signature(item)]?.notice;
  const list = item.inputs.map((field) => `${csharpType(field)} ${local(field.name)}`).join(", ");
  return `
    /// <summary>${xml(notice ?? `Calls ${item.name}.`)}</summary>
    public static byte[] ${name}(${list})
    {
        var to = new AbiWriter();
${item.inputs.map((field) => `        ${writeLine(field)}\n`).join("")}        return to.ToCall(${name}Selector);
    }

    /// <summary><c>${signature(item)}</c></summary>
    public static ReadOnlySpan<byte> ${name}Selector => ${bytes(topicOf(signature(item)).slice(0, 10))};
${item.stateMutability === "nonpayable" ? "" : answerText(item, name)}`;
}

function answerText(item, name) {
  const result = (field) => ({ ...field, name: field.name || "value" });
  const fields = item.outputs.flatMap((field) => (field.components && !isAct(field) ? field.components : [result(field)]));
  const typed = item.outputs.length === 1 ? RESULTS[item.name] : undefined;
  const types = typed ? [typed] : fields.map((field) => csharpType(field, true));
  const type = fields.length === 1 ? types[0] : `(${fields.map((field, i) => `${types[i]} ${pascal(field.name)}`).join(", ")})`;
  const reads = fields.map((field) => (typed ? `new ${typed}(${readExpression(field)})` : readExpression(field)));
  return `
    /// <summary>Reads the answer to <see cref="${name}"/>.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static ${type} Read${name}(ReadOnlySpan<byte> answer)
    {
        var from = new AbiReader(answer);
        var value = ${fields.length === 1 ? reads[0] : `(${reads.join(", ")})`};
        from.End();
        return value;
    }
`;
}

function eventText(item) {
  const indexed = item.inputs.filter((field) => field.indexed);
  const data = item.inputs.filter((field) => !field.indexed);
  const topic = (field, i) => {
    const read = field.type === "bytes32" ? `log.Topics[${i + 1}]` : `new AbiReader(Hash32.Bytes(in log.Topics[${i + 1}])).${VALUES[field.type][1]}("${field.name}")`;
    return field.type === "bytes32" && IDS[field.name] ? `new ${IDS[field.name]}(${read})` : read;
  };
  const values = item.inputs.map((field) => (field.indexed ? topic(field, indexed.indexOf(field)) : readExpression(field)));
  return `
    /// <summary><c>${signature(item)}</c></summary>
    public static Hash32 ${item.name}Topic { get; } = Hash32.Parse("${topicOf(signature(item))}");

    /// <summary>Reads the event; the caller compares the act in it with the ids in its topics.</summary>
    /// <exception cref="FormatException">The entry is something else.</exception>
    public static ${item.name}Event Read${item.name}(LogEntry log)
    {
        if (log.Topics.Length != ${indexed.length + 1} || log.Topics[0] != ${item.name}Topic)
        {
            throw new FormatException("The entry is not ${item.name}.");
        }

        var from = new AbiReader(log.Data.Span);
        var entry = new ${item.name}Event(
            ${values.join(",\n            ")});
        from.End();
        return entry;
    }
`;
}

function eventRecord(item) {
  const fields = item.inputs.map((field) => `${csharpType(field, true)} ${pascal(field.name)}`);
  return `
/// <summary>The EVM event ${item.name}, as decoded.</summary>
public readonly record struct ${item.name}Event(${fields.join(", ")});
`;
}

const header = (usings) => `// SPDX-License-Identifier: Apache-2.0
// <auto-generated>Made by scripts/bindings.js from the compiled contracts.</auto-generated>
#nullable enable

${usings.map((using) => `using ${using};\n`).join("")}
namespace Ledger.Chain.Contracts;
`;

const USINGS = [
  "Ledger.Domain",
  "Ledger.Domain.Acts",
  "Ledger.Domain.Licenses",
  "Ledger.Domain.Parties",
  "Ledger.Domain.Pools",
  "Ledger.Domain.Schedules",
  "Ledger.Domain.Usage",
  "Ledger.Ethereum",
  "Ledger.Ethereum.Abi",
  "Ledger.Ethereum.Blocks",
];

/** Calls, answers and events of one contract. */
export function contractFile(name, abi, docs) {
  const of = (type) => abi.filter((item) => item.type === type);
  const parts = [
    constructorText(of("constructor")[0]).replace("ContractName.NAME", `ContractName.${name}`),
    ...of("function").filter((item) => item.name !== "eip712Domain").map((item) => functionText(item, docs)),
    ...of("event").filter((item) => item.name !== "EIP712DomainChanged").map(eventText),
  ];
  return `${header(USINGS)}
/// <summary>The contract ${name}: its calls, answers and events as bytes. ${xml(docs.notice ?? "")}</summary>
public static class ${name}Contract
{${parts.join("").trimEnd()}
}
${of("event").filter((item) => item.name !== "EIP712DomainChanged" && !(name !== "Parties" && item.name === "ActVoided")).map(eventRecord).join("")}`;
}

/** Every typed error, by selector. */
export function errorsFile(items) {
  const errors = new Map(items.filter(({ type, name }) => type === "error" && !OPENZEPPELIN.has(name)).map((item) => [topicOf(signature(item)).slice(0, 10), item]));
  const rows = [...errors].sort(([, a], [, b]) => (a.name < b.name ? -1 : 1)).map(([selector, item]) => {
    const inputs = item.inputs.map((field) => `new("${field.name}", "${field.type}")`).join(", ");
    return `        [${selector}] = new("${item.name}", [${inputs}]),\n`;
  });
  return `${header(["Ledger.Ethereum.Typed"])}
public sealed partial record ContractError
{
    private static readonly Dictionary<uint, Shape> Shapes = new()
    {
${rows.join("")}    };
}
`;
}
