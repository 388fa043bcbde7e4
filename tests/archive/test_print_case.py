"""print_case"""
import io, time
import pikepdf, pytest
from innsats.archive.actions import print_case, print_plan, print_open_cases
from tests import world
pytestmark = pytest.mark.django_db
def test_x():
    case = world.measures_started()
    by = world.actor(world.principal_of(case.school))
    t=time.time()
    p = print_case(case.pk, by=by, at=world.AT)
    print(time.time()-t)
    open("/tmp/arch/case.pdf","wb").write(p.pdf)
    t=time.time()
    p = print_case(case.pk, by=by, at=world.AT)
    print(time.time()-t)
    p = print_plan(case.pk, by=by, at=world.AT)
    open("/tmp/arch/plan.pdf","wb").write(p.pdf)
    p = print_open_cases(case.school.uuid, by=by, at=world.AT)
    open("/tmp/arch/list.pdf","wb").write(p.pdf)
    from innsats.archive.queries import blank, BLANKS
    for b in BLANKS: open(f"/tmp/arch/{b}.pdf","wb").write(blank(b,"nb"))
