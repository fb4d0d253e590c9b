"""Agreements for the tests of the command: small ones, each made for what it shows."""

GOOD = """\
format: apportion/1
agreement: {id: two-years, title: Two years of two forces, lead: north}
parties:
  - {id: north, name: North}
  - {id: south, name: South}
drivers:
  users: {unit: users, values: {north: 3, south: 1}}
bases:
  by_users: {driver: users}
cost_lines:
  - {id: system, title: System, basis: by_users, budget: {2015/16: 100.00, 2016/17: 200.00}}
  - id: support
    title: Support
    basis: equal
    exclude: {south: has its own}
    budget: {2016/17: 10.00}
"""

# A stated total that two lines of items do not make.
WARNED = GOOD + """\
  - id: parts
    title: Parts
    basis: equal
    items: [{title: One, budget: {2015/16: 1.00}}, {title: Two, budget: {2015/16: 2.00}}]
    stated_total: {2015/16: 30.00}
"""

# Names as long as they come, in Welsh; figures as wide as they come.
WELSH = """\
format: apportion/1
agreement:
  id: cymru
  title: Cydweithrediad heddluoedd a chynghorau Ynys Môn, Tŷ Ddewi a Llanfairpwllgwyngyll ar wasanaethau digidol a rennir
parties:
  - id: mon
    name: Cyngor Sir Ynys Môn ac awdurdodau lleol eraill gogledd Cymru gyda'i gilydd
    policing_body: Comisiynydd yr Heddlu a Throseddu dros Ogledd Cymru gyfan a'r cyffiniau
  - {id: ty, name: Tŷ Ddewi, policing_body: Comisiynydd ŵŷâêîôû}
  - {id: llanfair, name: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch}
cost_lines:
  - id: gwaith
    title: Gwaith tŷ ac ystâd, gan gynnwys cynnal a chadw'r adeiladau a rennir â'r gwŷr tân
    basis: equal
    exclude: {llanfair: mae ganddi ei gwasanaeth ei hun ar gyfer y tŷ a'r ystâd ac nid oes arni angen un arall eto}
    budget: {2015/16: 9999999999999.99, 2016/17: 9999999999999.99, 2017/18: 9999999999999.99, 2018/19: 1.00}
"""
