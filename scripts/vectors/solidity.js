// SPDX-License-Identifier: Apache-2.0
// Reads the structs of contracts/interfaces/Acts.sol, so that the vectors follow the contracts.

import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../contracts/interfaces/Acts.sol", import.meta.url), "utf8");

/** Every act: its name, the contract that verifies it, its fields. */
export function acts() {
  const structs = [...source.matchAll(/((?:\/\/\/[^\n]*\n)+)struct (\w+) \{([^}]*)\}/g)];
  return structs.map(([, comment, name, body]) => ({
    name,
    contract: /@custom:contract (Parties|Pools|Licenses|UsageLog)\b/.exec(comment)?.[1] ?? "Licenses",
    fields: [...body.matchAll(/^\s*([\w[\]]+) (\w+);/gm)].map(([, type, field]) => ({ name: field, type })),
  }));
}

/** The signed records of the usage log, which no contract sees. */
export function records() {
  return Object.entries(recordFields).map(([name, fields]) => ({
    name,
    contract: "UsageLog",
    fields: fields.split(";").map((field) => {
      const [type, fieldName] = field.trim().split(" ");
      return { name: fieldName, type };
    }),
  }));
}

const recordFields = {
  UsageReport:
    "bytes32 license; bytes32 reporter; bytes32 stream; uint64 sequence; bytes32 previous; bytes32 supersedes; uint64 periodStart; uint64 periodEnd; bytes32 linesRoot; uint32 lineCount; uint256 totalQuantity; uint256 totalNetValue; string currency; bytes32 recentBlock; bytes32 salt",
  UsageLine:
    "string product; uint8 act; string madeIn; string soldIn; uint256 quantity; uint256 netValue; string currency; string serials; string batch; uint64 time; bytes32 salt",
  Observation:
    "bytes32 pool; bytes32 observer; bytes32 subject; string subjectName; string product; uint8 act; string madeIn; string soldIn; uint64 observedAt; uint256 quantity; bytes32 evidenceRoot; bytes32 recentBlock; bytes32 salt",
  EvidenceItem: "uint8 source; string name; bytes32 content; uint64 obtainedAt; string note; bytes32 salt",
  StreamOpening:
    "bytes32 pool; bytes32 reporter; string name; bytes32 recentBlock; bytes32 salt",
  ReportVoid:
    "bytes32 license; bytes32 reporter; bytes32 report; bytes32 recentBlock; bytes32 salt",
  PeriodStatement:
    "bytes32 license; bytes32 reporter; uint64 periodStart; uint64 periodEnd; bytes32[] heads; uint32 reports; uint64 lines; uint256 totalQuantity; uint256 totalNetValue; string currency; bytes32 supersedes; bytes32 recentBlock; bytes32 salt",
  AffiliateDeclaration:
    "bytes32 pool; bytes32 declarant; bytes32 affiliate; string affiliateName; string country; uint16 controlBasisPoints; uint64 from; uint64 until; bytes32 recentBlock; bytes32 salt",
  LicenseRequest:
    "bytes32 pool; bytes32 applicant; string products; string territory; uint64 startsAt; string message; bytes32 recentBlock; bytes32 salt",
  ShipmentCertificate:
    "bytes32 license; bytes32 administrator; string product; uint64 validFrom; uint64 validUntil; bytes32 unitsRoot; bytes32 fieldsRoot; uint64 blockTime; bytes32 recentBlock; bytes32 salt",
  PaymentClaimed:
    "bytes32 license; bytes32 payer; uint64 periodStart; uint64 periodEnd; uint256 amount; string currency; uint64 paidAt; string reference; bytes32 recentBlock; bytes32 salt",
  PaymentReceived:
    "bytes32 license; bytes32 administrator; bytes32 claim; uint256 amount; string currency; uint64 receivedAt; bytes32 recentBlock; bytes32 salt",
  PaymentDisputed:
    "bytes32 license; bytes32 administrator; bytes32 claim; string reason; bytes32 recentBlock; bytes32 salt",
  Promise: "bytes32 pool; uint64 epoch; uint64 index; bytes32 leaf; uint64 anchorBy",
  Witness: "bytes32 pool; uint64 epoch; uint64 size; bytes32 root; bytes32 block; bytes32 witness",
  Patent:
    "string country; string number; string kind; string family; bytes32 holder; string standard; string standardVersion; uint64 inForceFrom; uint64 inForceUntil; string source; uint64 retrievedAt; bytes32 essentialityRoot",
  Schedule: "bytes32 pool; string standard; bytes32 salt",
  Erasure: "bytes32 document; bytes32 party; string reason; uint64 requestedAt; bytes32 salt",
  RecordErasure: "bytes32 record; bytes32 party; string reason; uint64 requestedAt; bytes32 salt",
};
