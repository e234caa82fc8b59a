// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>Where a piece of an observation's evidence comes from. The values are part of the signed root and never change.</summary>
public enum EvidenceSource : byte
{
    /// <summary>An offer: a shop's page, a catalogue, an advertisement.</summary>
    Listing = 0,

    /// <summary>A device taken apart, or its stream analysed.</summary>
    Teardown = 1,

    /// <summary>A customs authority's notice or record.</summary>
    Customs = 2,

    /// <summary>Figures of shipments: a market survey, a freight bill, an exporter's return.</summary>
    Shipment = 3,

    /// <summary>A purchase made for the test, with its invoice.</summary>
    Purchase = 4,

    /// <summary>Anything else; the note says what.</summary>
    Other = 5,
}
