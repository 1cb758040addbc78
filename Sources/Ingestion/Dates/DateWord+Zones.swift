extension DateWord {
  /// Zones of North America by the names of RFC 822 and the press, in minutes east of Greenwich.
  static let americanZones: [String: Int] = [
    "est": -300, "edt": -240, "et": -300, "cdt": -300, "ct": -360, "mst": -420, "mdt": -360,
    "mt": -420, "pst": -480, "pdt": -420, "pt": -480, "akst": -540, "akdt": -480, "hst": -600,
    "ast": -240, "adt": -180, "nst": -210, "ndt": -150,
  ]

  /// All other zones; where a name has several meanings, the one that news pages use most.
  ///
  /// "cst" is American in RFC 822, but says nothing of the order of day and month.
  /// Single letters are the military zones with the signs of common use, A being one hour east.
  static let otherZones: [String: Int] = [
    "gmt": 0, "utc": 0, "ut": 0, "z": 0, "zulu": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60,
    "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "sast": 120, "cat": 120,
    "eat": 180, "wat": 60, "msk": 180, "мск": 180, "trt": 180, "irst": 210, "gst": 240,
    "pkt": 300, "ist": 330, "ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "cst": -360,
    "awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "brt": -180, "art": -180, "clt": -240, "b": 120, "c": 180,
    "f": 360, "i": 540, "k": 600, "n": -60, "p": -180, "q": -240, "r": -300, "s": -360,
    "u": -480, "v": -540, "w": -600, "x": -660, "y": -720,
  ]
}
